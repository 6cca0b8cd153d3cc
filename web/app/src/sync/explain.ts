/** What a refusal of the server means, in the person's language; unknown codes speak for themselves. */
import { i18n, type MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Problem } from "../api/client.ts";

const WORDS: Record<string, MessageDescriptor> = {
  offline: msg`The server does not answer.`,
  "not-found": msg`That is no longer there, or not for you to see.`,
  forbidden: msg`You may not do that here.`,
  crossing: msg`Something newer arrived while you were writing.`,
  merged: msg`This has been merged into another conversation meanwhile.`,
  "too-late": msg`It has already left.`,
  "bad-query": msg`This search is not quite right.`,
  "too-large": msg`That is too large.`,
  "no-recipient": msg`Nobody would get this: add a recipient.`,
};

export function explain(problem: Problem): string {
  const words = WORDS[problem.code];
  return words ? i18n._(words) : problem.message;
}
