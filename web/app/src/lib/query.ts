/** The query language as far as the screen needs it: its parts, and the words to mark. Pure. */
export interface QueryPart {
  /** As it was typed, with minus and quotes. */
  text: string;
  from: number;
  to: number;
  /** "" for a plain word. */
  field: string;
  value: string;
  not: boolean;
}

const PART = /(-?)(?:([a-z_]+):)?("[^"]*"?|[^\s()]+)/giy;

/** The parts side by side; null where OR or brackets make more of it than a row of chips. */
export function flatParts(q: string): QueryPart[] | null {
  const parts: QueryPart[] = [];
  let at = 0;
  while (at < q.length) {
    if (/\s/.test(q[at] ?? "")) {
      at += 1;
      continue;
    }
    PART.lastIndex = at;
    const found = PART.exec(q);
    if (!found || /^(OR|ODER)$/.test(found[0])) return null;
    const [text, minus = "", field = "", value = ""] = found;
    at += text.length;
    parts.push({
      text,
      from: at - text.length,
      to: at,
      field: field.toLowerCase(),
      value: value.replace(/^"|"$/g, ""),
      not: minus === "-",
    });
  }
  return parts;
}

/** The query without that part. */
export function without(q: string, part: QueryPart): string {
  return `${q.slice(0, part.from)} ${q.slice(part.to)}`.replace(/\s+/g, " ").trim();
}

/** Every word a hit may show: plain words and those of subject: and body:, none that are excluded. */
export function wordsOf(q: string): string[] {
  const words: string[] = [];
  for (const found of q.matchAll(/(-?)(?:([a-z_]+):)?("[^"]*"?|[^\s()]+)/gi)) {
    const [, minus, field = "", value = ""] = found;
    if (minus || (field && !/^(subject|body)$/i.test(field)) || /^(OR|ODER)$/.test(value)) continue;
    words.push(...(value.match(/[\p{L}\p{N}]+/gu) ?? []));
  }
  return words.filter((word) => word.length > 1);
}

export interface Piece {
  text: string;
  hit: boolean;
}

/** The text cut where a searched word stands; other endings of it count ("Rechnungen" for "rechnung"). */
export function marked(text: string, words: readonly string[]): Piece[] {
  const stems = words.map(stem);
  const pieces: Piece[] = [];
  for (const found of text.matchAll(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu)) {
    const word = folded(found[0]);
    const hit = stems.some((one) => word.startsWith(one) && word.length - one.length <= 5);
    const last = pieces.at(-1);
    if (last && !last.hit && !hit) last.text += found[0];
    else pieces.push({ text: found[0], hit });
  }
  return pieces;
}

/** What all endings of a word share, roughly: the server knows better, this only marks. */
function stem(word: string): string {
  const plain = folded(word);
  return plain.length > 5 ? plain.replace(/(en|er|es|e|s|n|ing|ed)$/, "") : plain;
}

function folded(word: string): string {
  return word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}

export interface Completion {
  insert: string;
  label: string;
  kind: "field" | "value" | "person" | "label" | "address" | "team";
  from: number;
  to: number;
}

/** The text with a completion taken, and where the cursor goes; a field waits for its value. */
export function taken(text: string, one: Completion): { text: string; at: number } {
  const insert = one.insert.trimEnd();
  const gap = insert.endsWith(":") ? "" : " ";
  const rest = text.slice(one.to).replace(/^ /, "");
  const begun = text.slice(0, one.from) + insert + gap;
  return { text: begun + rest, at: begun.length };
}
