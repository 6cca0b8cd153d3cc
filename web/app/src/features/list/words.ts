/** Why a post of a list is held, in words. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";

/** Why a post waits for somebody who manages the list. */
export const HELD_WORDS: Record<string, MessageDescriptor> = {
  "not-allowed": msg`The author may not post here.`,
  unverified: msg`It is not sure that the author is who the mail says.`,
  loop: msg`It is one of the list’s own posts that came back.`,
  automatic: msg`A machine wrote it.`,
};
