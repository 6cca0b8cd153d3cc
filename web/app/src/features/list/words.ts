/** A list in words: who may post, states of members, why somebody was not added. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";

export const POSTING_WORDS: Record<string, { name: MessageDescriptor; means: MessageDescriptor }> =
  {
    owners: {
      name: msg`Only those who manage it`,
      means: msg`Everyone else’s mail is held until someone lets it through.`,
    },
    team: {
      name: msg`Everyone with a right on this address`,
      means: msg`Mail from others is held until someone lets it through.`,
    },
    anyone: {
      name: msg`Anyone`,
      means: msg`Whoever writes to the address reaches all subscribers. Mail of machines is held all the same.`,
    },
  };

export const MEMBER_STATES: Record<string, { name: MessageDescriptor; means: MessageDescriptor }> =
  {
    active: { name: msg`Gets copies`, means: msg`Gets every post.` },
    unsubscribed: {
      name: msg`Unsubscribed`,
      means: msg`Left by themselves. Only they can come back.`,
    },
    bouncing: {
      name: msg({ message: "Comes back", context: "mail" }),
      means: msg`Three mails in a row came back; nothing is sent for now.`,
    },
  };

/** Why a line or an address was not taken, by the server's code. */
export const REFUSED_WORDS: Record<string, MessageDescriptor> = {
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
};

/** Why a post waits for somebody who manages the list. */
export const HELD_WORDS: Record<string, MessageDescriptor> = {
  "not-allowed": msg`The author may not post here.`,
  unverified: msg`It is not sure that the author is who the mail says.`,
  loop: msg`It is one of the list’s own posts that came back.`,
  automatic: msg`A machine wrote it.`,
};
