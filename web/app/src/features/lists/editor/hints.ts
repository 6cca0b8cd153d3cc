/** What to mend, in words. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { Hint } from "./remote.ts";

const place = (name: string): string => `{{${name}}}`; // braces in a text itself mean something else

const NONE = { name: "", length: "", colour: "", kilobytes: "", words: "", detail: "" };

type Say = (data: typeof NONE) => MessageDescriptor;

const WORDS: Record<string, Say> = {
  "unknown-variable": ({ name }) => msg`Nobody knows what ${place(name)} stands for.`,
  "no-fallback": ({ name }) =>
    msg`Where ${place(name)} is missing, nothing will stand there. Say what instead: ${place(`${name}|…`)}.`,
  "no-subject": () => msg`The subject is missing.`,
  "long-subject": ({ length }) => msg`The subject has ${length} letters; a phone shows about 60.`,
  capitals: () => msg`The subject SHOUTS: capitals look like advertising.`,
  shouting: () => msg`One ! or ? in the subject is enough.`,
  "false-reply": () => msg`The subject pretends to be an answer. People resent that.`,
  "no-preheader": () =>
    msg`Without a preview line, mail programs show whatever the mail begins with.`,
  empty: () => msg`There is nothing to read yet.`,
  "image-only": () => msg`It is all pictures: who does not load them, sees nothing.`,
  "no-unsubscribe": () => msg`The way to unsubscribe is missing: ${place("unsubscribe_url")}.`,
  "no-imprint": () => msg`Nothing says who sends this. Fill in the imprint in the settings.`,
  "faint-links": ({ colour }) => msg`Links in ${colour} are hard to read on white.`,
  clipped: ({ kilobytes }) => msg`It has ${kilobytes} kB; Gmail hides what comes after 102 kB.`,
  "spam-words": ({ words }) => msg`“${words}” wakes spam filters.`,
  "no-image": () => msg`The picture is missing.`,
  "no-alt": () => msg`The picture needs words for those who do not see it.`,
  "no-target": () => msg`The button leads nowhere yet.`,
  "no-words": () => msg`The button says nothing yet.`,
  "vague-link": ({ words }) => msg`“${words}” does not say where it leads.`,
  "other-target": ({ words }) =>
    msg`“${words}” shows another address than the one it leads to; filters take this for fraud.`,
  "unknown-topic": ({ name }) => msg`The list has no topic “${name}” any more.`,
};

export function inWords(hint: Hint): MessageDescriptor | string {
  const said = Object.entries(hint.data).map(([key, value]) => [key, String(value)]);
  const data = { ...NONE, ...(Object.fromEntries(said) as Partial<typeof NONE>) };
  return WORDS[hint.code]?.(data) ?? (data.detail || hint.code);
}

/** Errors first; the same code in the same block once. */
export function tidy(hints: readonly Hint[]): Hint[] {
  const order = { error: 0, warning: 1, good: 2 };
  const seen = new Set<string>();
  return hints
    .filter((hint) => {
      const key = JSON.stringify([hint.code, hint.block, hint.data]);
      return seen.has(key) ? false : Boolean(seen.add(key));
    })
    .sort((a, b) => order[a.level] - order[b.level]);
}
