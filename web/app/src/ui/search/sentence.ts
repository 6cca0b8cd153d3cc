/** What is wrong with a query, in a sentence. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { Problem } from "../../api/client.ts";

/** Our words for the server's reason, else its own. */
export function sentence(problem: Problem): MessageDescriptor {
  const reason = REASONS[String(problem.body["reason"] ?? "")];
  const own = { id: problem.message, message: problem.message };
  return reason?.(String(problem.body["word"] ?? ""), problem.message) ?? own;
}

/** By the server's reason. */
const REASONS: Record<string, (word: string, message: string) => MessageDescriptor> = {
  "unknown-field": (word, message) => {
    const meant = /Did you mean (\w+):/.exec(message)?.[1];
    return meant
      ? msg`There is no field “${before(word)}”. Did you mean “${meant}:”?`
      : msg`There is no field “${before(word)}”. Put words with a colon into quotes.`;
  },
  "empty-value": (word) => msg`After “${word}” something must follow.`,
  "unknown-value": (word) => msg`“${after(word)}” is not among what “${before(word)}” may be.`,
  "not-comparable": (word) => msg`“${after(word)}” can be neither more nor less than something.`,
  "bad-date": (word) =>
    msg`“${after(word)}” is not a day. It looks like 2026-11-23, today, or 2d for two days ago.`,
  "bad-duration": (word) =>
    msg`“${after(word)}” is not a span of time. It looks like 4h, 2d or 3w.`,
  "bad-size": (word) => msg`“${after(word)}” is not a size. It looks like 200kb or 2mb.`,
  "bad-number": (word) => msg`“${after(word)}” is not a number.`,
  "unclosed-quote": () => msg`This quotation mark is opened and not closed.`,
  "unclosed-bracket": () => msg`This bracket is opened and not closed.`,
  "stray-bracket": () => msg`This bracket closes nothing.`,
  "dangling-or": () => msg`OR stands between two things; one of them is missing.`,
  "dangling-minus": () => msg`After the minus comes what must not be in it.`,
  "too-long": () => msg`The search is too long.`,
  "too-many-words": () => msg`The search has too many words.`,
  "too-deep": () => msg`There are too many brackets inside of brackets.`,
};

function before(word: string): string {
  return word.replace(/^-/, "").split(":")[0] ?? word;
}

function after(word: string): string {
  return word.includes(":") ? word.slice(word.indexOf(":") + 1) : word;
}
