/** Subscribers in words: how they stand with the list, where they come from, what was consented. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { Delivery, SubscriberState } from "../types.ts";

export const STATES: Record<
  SubscriberState,
  { name: MessageDescriptor; means: MessageDescriptor }
> = {
  active: { name: msg`Gets copies`, means: msg`Gets every post.` },
  unsubscribed: {
    name: msg`Unsubscribed`,
    means: msg`Left by themselves. Only they can come back.`,
  },
  bouncing: {
    name: msg({ message: "Comes back", context: "mail" }),
    means: msg`Mails came back too often; nothing is sent for now.`,
  },
  removed: { name: msg`Taken off`, means: msg`Somebody of you took them off the list.` },
};

export const DELIVERIES: Record<Delivery, MessageDescriptor> = {
  each: msg`Each mail`,
  digest: msg`As a digest`,
  pause: msg({ message: "Paused", context: "subscriber" }),
};

export const SOURCES: Record<string, MessageDescriptor> = {
  hand: msg`added by hand`,
  import: msg`from a file`,
  signup: msg`signed up`,
  api: msg`by a program`,
};

export const CONSENTS: Record<string, MessageDescriptor> = {
  asked: msg`Asked to get the list`,
  confirmed: msg`Confirmed by a mail`,
  vouched: msg`Somebody vouched for the consent`,
  changed: msg`Changed their preferences`,
  withdrawn: msg`Took the consent back`,
};

export const SORTS: Record<string, MessageDescriptor> = {
  address: msg`By address`,
  name: msg`By name`,
  newest: msg`Newest first`,
  oldest: msg`Oldest first`,
  bounces: msg`Most returns first`,
};

/** Why a line or an address was not taken, by the server's code. */
export const REFUSED: Record<string, MessageDescriptor> = {
  empty: msg`no mail address in it`,
  control: msg`contains characters that must not be in an address`,
  space: msg`a blank inside of the address`,
  "no-at": msg`the @ is missing`,
  "two-ats": msg`more than one @`,
  local: msg`what stands before the @ is not allowed`,
  domain: msg`what stands after the @ is no domain`,
  "no-dot": msg`the domain lacks its ending, such as .de`,
  "too-long": msg`too long`,
  "own-address": msg`the list itself`,
  twice: msg`twice in your text`,
  unsubscribed: msg`unsubscribed; only they can come back`,
  quote: msg`a quotation mark is never closed`,
  columns: msg`more cells than columns`,
  encoding: msg`letters that cannot be read`,
  "bad-number": msg`not a number`,
  "bad-date": msg`not a day`,
  "bad-text": msg`cannot be kept as text`,
  "unknown-choice": msg`none of the choices`,
  "unknown-attribute": msg`there is no such attribute`,
  "bad-language": msg`the language is neither de nor en`,
};

/** What became of one mail for one person, by the server's state. */
export const SENDS: Record<string, MessageDescriptor> = {
  queued: msg`waits`,
  sending: msg`is being sent`,
  sent: msg`taken over`,
  deferred: msg`tried again later`,
  failed: msg`came back`,
  cancelled: msg`not sent`,
  suppressed: msg`not sent`,
};
