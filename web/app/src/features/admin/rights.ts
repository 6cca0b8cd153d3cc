/** Who may do what with an address: the rights, what they mean, what follows from them. Pure. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { Right } from "../../api/types.ts";

export const RIGHTS: readonly Right[] = ["read", "own", "write_as", "write_on_behalf", "manage"];

export const RIGHT_WORDS: Record<Right, { name: MessageDescriptor; means: MessageDescriptor }> = {
  read: {
    name: msg`Read`,
    means: msg`Sees all mails and answers of this address, confidential ones excepted.`,
  },
  write_as: {
    name: msg`Write as`,
    means: msg`Answers in the name of the address. Outside, only the address is seen.`,
  },
  write_on_behalf: {
    name: msg`Write on behalf`,
    means: msg`Answers for the address with the own name: “Anna Keller on behalf of Support”.`,
  },
  manage: {
    name: msg`Manage`,
    means: msg`Changes name, signature, people and mode. Does not read by that alone.`,
  },
  own: {
    name: msg`Only own`,
    means: msg`Sees only what is assigned to them or to one of their teams.`,
  },
};

/** Turns one right on or off: whoever writes also sees, and one sees either all or only one's own. */
export function toggle(rights: readonly Right[], right: Right): Right[] {
  const held = new Set(rights);
  const sees = right === "read" || right === "own";
  if (held.has(right)) {
    held.delete(right);
    if (sees) ["write_as" as const, "write_on_behalf" as const].forEach((r) => held.delete(r));
  } else {
    held.add(right);
    if (sees) held.delete(right === "read" ? "own" : "read");
    if (right.startsWith("write") && !held.has("own")) held.add("read");
  }
  return RIGHTS.filter((r) => held.has(r));
}

/** A question people ask about a colleague's rights, and whether the answer is yes. */
export interface Sight {
  key: "mails" | "own" | "confidential" | "notes" | "answer" | "on_behalf" | "settings";
  may: boolean;
}

/** "What can Anna see?": everything that follows from these rights, also what they do not give. */
export function sights(rights: readonly Right[]): Sight[] {
  const may = (right: Right): boolean => rights.includes(right);
  return [
    { key: may("own") && !may("read") ? "own" : "mails", may: may("read") || may("own") },
    { key: "notes", may: may("read") || may("own") },
    // Being granted the address never opens what was made confidential: its readers are named.
    { key: "confidential", may: false },
    { key: "answer", may: may("write_as") },
    { key: "on_behalf", may: may("write_on_behalf") },
    { key: "settings", may: may("manage") },
  ];
}

export const SIGHT_WORDS: Record<Sight["key"], { yes: MessageDescriptor; no: MessageDescriptor }> =
  {
    mails: {
      yes: msg`sees all mails, attachments and answers`,
      no: msg`sees no mail of this address, not even in search or as a number`,
    },
    own: {
      yes: msg`sees only conversations given to them or to a team of theirs, and where somebody mentions them`,
      no: msg`sees no mail of this address, not even in search or as a number`,
    },
    notes: { yes: msg`reads and writes notes`, no: msg`sees no notes` },
    confidential: {
      yes: msg`sees confidential conversations`,
      no: msg`sees confidential conversations only where named as a reader`,
    },
    answer: { yes: msg`answers as the address`, no: msg`cannot answer as the address` },
    on_behalf: {
      yes: msg`answers on behalf of it, with the own name`,
      no: msg`cannot answer on behalf of it`,
    },
    settings: {
      yes: msg`changes settings, people and mode`,
      no: msg`cannot change settings`,
    },
  };
