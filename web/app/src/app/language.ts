/** Loads a language's texts and makes it the one spoken. */
import { i18n } from "@lingui/core";
import type { Language } from "../api/types.ts";

const CATALOGUES = {
  de: () => Promise.all([import("../locales/de.po"), import("../locales/managing.de.po")]),
  en: () => Promise.all([import("../locales/en.po"), import("../locales/managing.en.po")]),
};
/** The words of what opens with a conversation. */
const WORKING = {
  de: () => import("../locales/working.de.po"),
  en: () => import("../locales/working.en.po"),
};
let working = false;

/** Loads a part that speaks the words of a conversation, and these. */
export async function withWords<T>(load: () => Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([load(), converse(i18n.locale as Language)]);
  return loaded;
}

async function converse(language: Language): Promise<void> {
  working = true;
  i18n.load(language, { ...i18n.messages, ...(await WORKING[language]()).messages });
}

export async function speak(language: Language): Promise<void> {
  if (i18n.locale === language) return;
  const [words, managing] = await CATALOGUES[language]();
  i18n.load(language, { ...words.messages, ...managing.messages });
  if (working) i18n.load(language, (await WORKING[language]()).messages);
  i18n.activate(language);
  document.documentElement.lang = language;
  localStorage.setItem("language", language);
}

/** Before we know who it is: what was used last, else what the browser wants. */
export function remembered(): Language {
  const last = localStorage.getItem("language");
  if (last === "de" || last === "en") return last;
  return navigator.language.startsWith("de") ? "de" : "en";
}
