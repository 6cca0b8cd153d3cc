/** Saved replies: which fit what was typed, by folder, and the holes left in one. Pure. */
import type { SavedReply } from "../../api/types.ts";

export function found(all: readonly SavedReply[], typed: string): SavedReply[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (one: SavedReply) => {
    const where = `${one.folder} ${one.name} ${one.text}`.toLowerCase();
    return words.every((word) => where.includes(word));
  };
  return byFolder(all.filter(fits)).flatMap(([, replies]) => replies);
}

/** Folders by name; what has none comes first. */
export function byFolder(replies: readonly SavedReply[]): [string, SavedReply[]][] {
  const folders = new Map<string, SavedReply[]>();
  for (const one of [...replies].sort((a, b) => a.name.localeCompare(b.name)))
    folders.set(one.folder, [...(folders.get(one.folder) ?? []), one]);
  return [...folders].sort(([a], [b]) => a.localeCompare(b));
}

/** The text cut at variables nobody could fill: {{contact.name}}. */
export function marked(text: string): { text: string; open: boolean }[] {
  return text
    .split(/(\{\{[^{}]*\}\})/)
    .filter(Boolean)
    .map((some) => ({ text: some, open: some.startsWith("{{") }));
}

/** Text as paragraphs: for a draft or a saved reply that has no layout of its own. */
export function asHtml(text: string): string {
  const safe = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return (
    safe &&
    safe
      .split("\n")
      .map((line) => `<p>${line}</p>`)
      .join("")
  );
}
