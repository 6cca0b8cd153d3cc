/** What of a list's settings can be set, and what is different. Pure. */
import type { Address } from "../../../api/types.ts";
import type { ListSettings, Setup } from "./remote.ts";

/** What every part of the settings page is given. */
export interface PartProps {
  list: Address;
  settings: ListSettings;
  wish: Setup;
  set: (some: Partial<Setup>) => void;
}

const READ_ONLY = [
  "nested",
  "moderators",
  "sign_up_url",
  "archive_url",
  "feed_url",
  "usual_consent",
];

export function setupOf(settings: ListSettings): Setup {
  const open = Object.entries(settings).filter(([name]) => !READ_ONLY.includes(name));
  return Object.fromEntries(open) as unknown as Setup;
}

/** Only what was changed is sent, so that two people at work do not undo each other. An archive
    that is opened says from when on, also when that is "from the first post". */
export function different(before: Setup, wish: Setup): Partial<Setup> {
  const opens = wish.archive === "public" && before.archive !== "public";
  return Object.fromEntries(
    Object.entries(wish).filter(
      ([key, value]) =>
        (opens && key === "public_since") ||
        JSON.stringify(value) !== JSON.stringify(before[key as keyof Setup]),
    ),
  );
}

/** "a@b.de, c.de" and lines as they come, each once. */
export function several(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}

/** A key of a topic from its name: a-z, 0-9 and -. */
export function topicKey(name: string, taken: readonly string[]): string {
  const plain = name
    .toLowerCase()
    .replace(/ä/g, "ae")
    .replace(/ö/g, "oe")
    .replace(/ü/g, "ue")
    .replace(/ß/g, "ss")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 36);
  const base = plain || "topic";
  let key = base;
  for (let n = 2; taken.includes(key); n += 1) key = `${base}-${String(n)}`;
  return key;
}
