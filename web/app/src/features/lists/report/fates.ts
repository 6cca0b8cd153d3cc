/** What a server's code means for a person (RFC 3463 §3, the codes that are seen most). Pure. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { Recipient } from "./remote.ts";

/** By class.subject.detail, its beginning; the first that fits. */
const CODES: readonly [RegExp, MessageDescriptor][] = [
  [/^[45]\.1\.[016]$/, msg`There is no such mailbox.`],
  [/^[45]\.1\.2$|^[45]\.4\.4/, msg`The domain cannot be found.`],
  [/^[45]\.1\.10/, msg`The domain takes no mail.`],
  [/^[45]\.2\.1$/, msg`The mailbox is closed.`],
  [/^[45]\.2\.2$/, msg`The mailbox is full.`],
  [/^[45]\.(2|3)\.[34]/, msg`The mail is too large for them.`],
  [/^[45]\.3/, msg`Their server has trouble of its own.`],
  [/^[45]\.4\.[127]/, msg`Their server could not be reached.`],
  [/^4\.7/, msg`Their server asks us to go slower.`],
  [/^5\.7\.(2[0-9]|[89])/, msg`Their server could not verify the sender.`],
  [/^5\.7/, msg`Their server refuses mail from us.`],
];
const PLAIN: readonly [RegExp, MessageDescriptor][] = [
  [/^(421|450|451|452)/, msg`Their server asks for patience.`],
  [/^552/, msg`The mailbox is full.`],
  [/^(550|551|553)/, msg`Their server does not take it.`],
  [/^554/, msg`Their server refuses mail from us.`],
];

/** A reply as "550 5.1.1" or "5.1.1" in words; null for what says nothing. */
export function inWords(code: string): MessageDescriptor | null {
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(code)?.[0];
  const known = status && CODES.find(([pattern]) => pattern.test(status));
  if (known) return known[1];
  return PLAIN.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}

export type Happening = "complained" | "unsubscribed" | "answered" | "clicked" | "bounced";

const ORDER: readonly Happening[] = [
  "complained",
  "unsubscribed",
  "answered",
  "bounced",
  "clicked",
];

/** What happened to this copy after it left, the weightiest first. */
export function happened(one: Recipient): Happening[] {
  return ORDER.filter((key) => one[`${key}_at`] !== null);
}

/** The ways in which the recipients can be narrowed. */
export const FILTERS: readonly { key: string; name: MessageDescriptor }[] = [
  { key: "", name: msg`All` },
  { key: "waiting", name: msg`Still to go` },
  { key: "sent", name: msg`Accepted` },
  { key: "deferred", name: msg`Trying again` },
  { key: "failed", name: msg`Refused` },
  { key: "bounced", name: msg`Came back` },
  { key: "complained", name: msg`Complained` },
  { key: "unsubscribed", name: msg`Unsubscribed` },
  { key: "answered", name: msg`Answered` },
  { key: "clicked", name: msg`Followed a link` },
];

export const FATE: Record<string, { name: MessageDescriptor; ink: string }> = {
  waiting: { name: msg`Still to go`, ink: "open" },
  waiting_relay: { name: msg`Waits for a way out`, ink: "open" },
  sent: { name: msg`Accepted`, ink: "ok" },
  deferred: { name: msg`Trying again`, ink: "ok-striped" },
  failed: { name: msg`Refused`, ink: "danger" },
  bounced: { name: msg`Came back`, ink: "danger-striped" },
  cancelled: { name: msg`Stopped`, ink: "grey" },
  complained: { name: msg`Complained`, ink: "danger" },
  unsubscribed: { name: msg`Unsubscribed`, ink: "dark" },
  answered: { name: msg`Answered`, ink: "brand" },
  clicked: { name: msg`Followed a link`, ink: "list" },
};
