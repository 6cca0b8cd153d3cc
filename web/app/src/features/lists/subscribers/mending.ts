/** Mends a pasted text: puts what was meant in the place of what was typed. Pure. */
import type { Pasted } from "../types.ts";

/** One thing that was probably meant otherwise. `line`: from 1; 0: wherever it stands. */
export interface Mend {
  line: number;
  from: string;
  to: string;
}

/** All that the preview suggests, those of unreadable lines first. */
export function mends({ valid, invalid }: Pick<Pasted, "valid" | "invalid">): Mend[] {
  const lines = invalid.flatMap(({ line, text, suggestion }) =>
    suggestion ? [{ line, from: text, to: suggestion }] : [],
  );
  const typos = valid.flatMap(({ address, suggestion }) =>
    suggestion ? [{ line: 0, from: address, to: suggestion }] : [],
  );
  return [...lines, ...typos];
}

/** The text with that taken. Whole addresses only: an@x.de is not found in jan@x.de. */
export function mended(text: string, { line, from, to }: Mend): string {
  const lines = text.split(/(\r\n|\r|\n)/);
  for (let n = 0; n < lines.length; n += 2) {
    if (line > 0 && n !== (line - 1) * 2) continue;
    const done = replaced(lines[n] ?? "", from, to);
    if (done === null) continue;
    lines[n] = done;
    return lines.join("");
  }
  return text;
}

function replaced(line: string, from: string, to: string): string | null {
  const lower = line.toLowerCase();
  const wanted = from.toLowerCase();
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
    const before = lower[at - 1] ?? "";
    const after = lower[at + wanted.length] ?? "";
    if (isPart(before) || isPart(after)) continue;
    return line.slice(0, at) + to + line.slice(at + wanted.length);
  }
  return null;
}

function isPart(letter: string): boolean {
  return /[\p{L}\p{N}@_+-]/u.test(letter);
}
