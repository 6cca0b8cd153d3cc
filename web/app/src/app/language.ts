/** Loads a language's texts and makes it the one spoken. */
import { i18n } from "@lingui/core";
import type { Language } from "../api/types.ts";
import { WORDS } from "./words.ts";

export type Piece = Exclude<keyof typeof WORDS, "first">;

/** The pieces that are spoken beside the first one. */
const pieces = new Set<Piece>();
const learned = new Map<string, Promise<void>>();

/** Loads a part together with the pieces of words it speaks. */
export async function withWords<T>(
  load: () => Promise<T>,
  ...spoken: readonly Piece[]
): Promise<T> {
  const words = spoken.length > 0 ? spoken : (["working"] as const);
  const [loaded] = await Promise.all([load(), ...words.map(learn)]);
  return loaded;
}

/** Once per piece: each time, all that is on the screen is drawn again. */
export function learn(piece: Piece): Promise<void> {
  pieces.add(piece);
  const language = i18n.locale as Language;
  const name = `${piece} ${language}`;
  const begun = learned.get(name) ?? load(piece, language);
  learned.set(name, begun);
  begun.catch(() => learned.delete(name)); // next time again
  return begun;
}

async function load(piece: Piece, language: Language): Promise<void> {
  i18n.load(language, (await WORDS[piece][language]()).messages);
}

export async function speak(language: Language): Promise<void> {
  if (i18n.locale === language) return;
  const wanted = [WORDS.first, ...[...pieces].map((piece) => WORDS[piece])];
  const loaded = await Promise.all(wanted.map((words) => words[language]()));
  i18n.load(language, Object.assign({}, ...loaded.map(({ messages }) => messages)));
  i18n.activate(language);
  document.documentElement.lang = language;
  localStorage.setItem("language", language);
}
