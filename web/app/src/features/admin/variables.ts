/** The variables of a saved reply: which there are, and a text with a sample filled in. Pure. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";

/** Each with what it stands for and how it looks in the sample. */
export const VARIABLES: Record<string, { name: MessageDescriptor; sample: string }> = {
  "contact.name": { name: msg`Name of the writer`, sample: "Jana Weiß" },
  "contact.first_name": { name: msg`First name of the writer`, sample: "Jana" },
  "me.name": { name: msg`My name`, sample: "Anna Keller" },
  "me.first_name": { name: msg`My first name`, sample: "Anna" },
  "address.name": { name: msg`Name of the address`, sample: "Support" },
  "address.email": { name: msg`The address`, sample: "support@acme.example" },
  "conversation.subject": { name: msg`Subject`, sample: "Defekte Lieferung" },
  "conversation.number": { name: msg`Number of the conversation`, sample: "4821" },
};

export interface Filled {
  text: string;
  kind: "text" | "value" | "unknown";
}

const VARIABLE = /\{\{\s*([\w.]+)\s*(?:\|([^{}]*))?\}\}/g;

/** The text in pieces; what is not known stays as it stands. */
export function filled(text: string): Filled[] {
  const pieces: Filled[] = [];
  let at = 0;
  for (const found of text.matchAll(VARIABLE)) {
    if (found.index > at) pieces.push({ text: text.slice(at, found.index), kind: "text" });
    const known = VARIABLES[found[1] ?? ""];
    pieces.push(
      known ? { text: known.sample, kind: "value" } : { text: found[0], kind: "unknown" },
    );
    at = found.index + found[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), kind: "text" });
  return pieces;
}

/** Names in the text that stand for nothing. */
export function unknown(text: string): string[] {
  return filled(text).flatMap((piece) => (piece.kind === "unknown" ? [piece.text] : []));
}
