/** Pieces from which a segment is put together by clicking. Pure. */
import type { Attribute } from "../types.ts";

/** A piece to begin with; `open`: its value is still to be typed. */
export interface Piece {
  key: string;
  text: string;
  open: boolean;
}

export const USUAL: readonly Piece[] = [
  { key: "answered", text: "answered:90d", open: false },
  { key: "silent", text: "-answered:180d -clicked:180d", open: false },
  { key: "clicked", text: "clicked:30d", open: false },
  { key: "new", text: "since:30d", open: false },
  { key: "confirmed", text: "consent:confirmed", open: false },
  { key: "wrote", text: "wrote:", open: true },
  { key: "got", text: "got:", open: true },
];

export function ofAttribute({ key, kind }: Attribute): Piece {
  return { key: `attr.${key}`, text: `attr.${key}:${kind === "number" ? ">" : ""}`, open: true };
}

/** The query with the piece at its end, and where the cursor goes. */
export function appended(query: string, { text, open }: Piece): string {
  const before = query.trim();
  const there = ` ${before} `.includes(` ${text} `);
  if (there && !open) return before;
  return `${before ? `${before} ` : ""}${text}${open ? "" : " "}`;
}
