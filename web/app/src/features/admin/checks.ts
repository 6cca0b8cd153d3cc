/** Checks of a domain in words: what a record is for, how it stands, and why, by the server's codes. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { Check } from "./types.ts";

export const CHECK_WORDS: Record<Check["kind"], MessageDescriptor> = {
  mx: msg`So that mail for the domain arrives here.`,
  dkim: msg`The public key with which others check our signature.`,
  spf: msg`Says which servers may send for the domain.`,
  dmarc: msg`Says what others shall do with forged mail.`,
  ptr: msg`The name that belongs to the sending server’s number.`,
};

export const STATE_WORDS: Record<Check["state"], MessageDescriptor> = {
  ok: msg`as it should be`,
  missing: msg`missing`,
  wrong: msg({ message: "not right", context: "dns" }),
  unknown: msg`not known`,
};

export const WHY_WORDS: Record<string, MessageDescriptor> = {
  "mx-elsewhere": msg`Mail for this domain goes to another server. That is right if that server forwards the group addresses to this one.`,
  "other-key": msg`Another key stands there.`,
  several: msg`There are several such records; others then count none of them.`,
  "lets-everyone": msg`It lets everybody send for the domain.`,
  "not-named": msg`It does not name this server.`,
  "relay-decides": msg`Which servers really send, the operator of your mail server for the outside knows.`,
  "no-policy": msg`It says no policy that others understand.`,
  "only-watches": msg`It only watches so far. Once your mail passes, ask others to refuse forged mail.`,
  "no-answer": msg`The DNS did not answer.`,
  "no-address": msg`The sending server has no number in the DNS.`,
  "not-public": msg`The sending server has a number that is not public.`,
  "no-name": msg`The number of the sending server has no name. Its provider can set one.`,
  "leads-elsewhere": msg`The name of the number leads to another number.`,
};
