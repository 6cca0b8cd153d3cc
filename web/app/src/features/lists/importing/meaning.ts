/** What a column of a file becomes, in the words of the server: "email", "attribute:city",
 * "new:city:text", "ignore". Pure. */
import type { Attribute, Kind } from "../types.ts";
import type { FileColumn } from "./remote.ts";

export const PLAIN = ["email", "name", "first_name", "last_name", "language"] as const;
export type Plain = (typeof PLAIN)[number];
export const IGNORE = "ignore";
export const NEW = "new";

/** What is chosen of a meaning: a new attribute is one choice, whichever its name. */
export function choiceOf(meaning: string): string {
  return meaning.startsWith("new:") ? NEW : meaning;
}

export function kindOf(meaning: string): Kind {
  return (meaning.split(":")[2] ?? "text") as Kind;
}

/** The meaning that a choice gives to a column. */
export function meant(choice: string, column: FileColumn, place: number): string {
  if (choice !== NEW) return choice;
  if (column.guess.startsWith("new:")) return column.guess;
  return `new:${keyOf(column.name, place)}:text`;
}

export function withKind(meaning: string, kind: Kind): string {
  const [first = NEW, key = ""] = meaning.split(":");
  return `${first}:${key}:${kind}`;
}

/** A key of a-z, 0-9 and _, that begins with a letter. */
export function keyOf(name: string, place: number): string {
  const plain = name
    .toLowerCase()
    .replace(/ä/g, "ae")
    .replace(/ö/g, "oe")
    .replace(/ü/g, "ue")
    .replace(/ß/g, "ss")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 40);
  return plain || `column_${String(place + 1)}`;
}

export type Trouble = "no-email" | "twice" | "taken";

/** What keeps the file from being loaded, and by which columns. */
export function troubles(
  meanings: readonly string[],
  attributes: readonly Attribute[],
): { trouble: Trouble; places: number[] } | null {
  const used = meanings.map((one) => (one.includes(":") ? one.split(":")[1] : one));
  if (!used.includes("email")) return { trouble: "no-email", places: [] };
  const twice = used.flatMap((one, place) =>
    one !== IGNORE && used.indexOf(one) !== used.lastIndexOf(one) ? [place] : [],
  );
  if (twice.length > 0) return { trouble: "twice", places: twice };
  const taken = meanings.flatMap((one, place) =>
    one.startsWith("new:") && attributes.some(({ key }) => key === one.split(":")[1])
      ? [place]
      : [],
  );
  return taken.length > 0 ? { trouble: "taken", places: taken } : null;
}
