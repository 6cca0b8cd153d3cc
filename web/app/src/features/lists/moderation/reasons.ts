/** Why a post waits, in words. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";

export const REASON: Record<string, MessageDescriptor> = {
  "not-allowed": msg`The author may not post here.`,
  nobody: msg`Nobody posts to this list by mail.`,
  unverified: msg`It is not sure that the author is who the mail says.`,
  forged: msg`Somebody else pretends to be the author.`,
  loop: msg`It is one of the list’s own posts that came back.`,
  automatic: msg`A machine wrote it.`,
  "too-large": msg`It is larger than this list takes.`,
  attachment: msg`It has files that this list does not take.`,
};
