/** A list in words: who may post, states of members, why somebody was not added. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";

export const POSTING_WORDS: Record<string, { name: MessageDescriptor; means: MessageDescriptor }> = {
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
    means: msg`Whoever writes to the address reaches all members. Mail of machines is held all the same.`,
  },
};

export const MEMBER_STATES: Record<string, { name: MessageDescriptor; means: MessageDescriptor }> = {
  active: { name: msg`Gets copies`, means: msg`Gets every post.` },
  unsubscribed: {
    name: msg`Unsubscribed`,
    means: msg`Left by themselves. Only they can come back.`,
  },
  bouncing: {
    name: msg`Comes back`,
    means: msg`Three mails in a row came back; nothing is sent for now.`,
  },
};

/** Why a line or an address was not taken, by the server's code. */
export const REFUSED_WORDS: Record<string, MessageDescriptor> = {
  syntax: msg`not a mail address`,
  "bad-address": msg`not a mail address`,
  "no-address": msg`no mail address in it`,
  "own-address": msg`the list itself`,
  twice: msg`twice in your text`,
  unsubscribed: msg`unsubscribed; only they can come back`,
  "too-long": msg`too long`,
  control: msg`contains characters that must not be in an address`,
};
