/** The texts of each language, in the pieces in which they are loaded. */
import type { Messages } from "@lingui/core";
import type { Language } from "../api/types.ts";

type Words = Record<Language, () => Promise<{ messages: Messages }>>;

export const WORDS = {
  /** What the first view says. */
  first: { de: () => import("../locales/de.po"), en: () => import("../locales/en.po") },
  /** What opens with a conversation. */
  working: {
    de: () => import("../locales/working.de.po"),
    en: () => import("../locales/working.en.po"),
  },
  /** Administration, search, settings, views. */
  managing: {
    de: () => import("../locales/managing.de.po"),
    en: () => import("../locales/managing.en.po"),
  },
  /** A list's own pages: subscribers, segments, campaigns, reports. */
  lists: {
    de: () => import("../locales/lists.de.po"),
    en: () => import("../locales/lists.en.po"),
  },
  /** Campaigns, reports, moderation, archive. */
  campaigns: {
    de: () => import("../locales/campaigns.de.po"),
    en: () => import("../locales/campaigns.en.po"),
  },
} satisfies Record<string, Words>;

/** Before we know who it is: what was used last, else what the browser wants. */
export function remembered(): Language {
  const last = localStorage.getItem("language");
  if (last === "de" || last === "en") return last;
  return navigator.language.startsWith("de") ? "de" : "en";
}
