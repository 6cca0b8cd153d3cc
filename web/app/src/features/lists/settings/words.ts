/** Settings of a list in words: each choice with what it means. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { FromPreview, Setup } from "./remote.ts";

interface Words {
  name: MessageDescriptor;
  means: MessageDescriptor;
}

export const POSTING: Record<string, Words> = {
  owners: {
    name: msg`Only those who manage it`,
    means: msg`Everyone else’s mail is held until someone lets it through.`,
  },
  team: {
    name: msg`Everyone with a right on this address`,
    means: msg`Mail from others is held until someone lets it through.`,
  },
  members: {
    name: msg`Subscribers, too`,
    means: msg`Whoever gets the list may write to it. Mail from others is held.`,
  },
  domain: {
    name: msg`Everyone of certain domains, too`,
    means: msg`For example everyone of your own organisation. Mail from others is held.`,
  },
  anyone: {
    name: msg`Anyone`,
    means: msg`Whoever writes to the address reaches all subscribers. Mail of machines is held all the same.`,
  },
  nobody: {
    name: msg`Nobody by mail`,
    means: msg`Only campaigns go out. Every mail to the address is held.`,
  },
};

export const REPLIES: Record<Setup["reply_to"], Words> = {
  author: {
    name: msg`To the author`,
    means: msg`Whoever answers writes to one person. The usual choice for news.`,
  },
  list: {
    name: msg({ message: "To the list", context: "answers" }),
    means: msg`Every answer reaches everybody on the list. The usual choice for discussions.`,
  },
  inbox: {
    name: msg`To an inbox or mailbox here`,
    means: msg`Each answer becomes a conversation there, one per person and mailing.`,
  },
  fixed: {
    name: msg`To another address`,
    means: msg`All answers go to one address, wherever it is.`,
  },
};

export const ARCHIVES: Record<Setup["archive"], Words> = {
  private: {
    name: msg`For colleagues`,
    means: msg`Whoever may read the list here finds all posts.`,
  },
  public: {
    name: msg`For everybody`,
    means: msg`A public page with search and feed. Mail addresses are never shown there.`,
  },
  off: { name: msg`None`, means: msg`Posts are kept as mails, but there is no archive.` },
};

export const ATTACHED: Record<string, MessageDescriptor> = {
  any: msg`are sent on`,
  hold: msg`hold the post until someone lets it through`,
  strip: msg`are taken out, with a line that says so`,
};

/** How the author is shown, and why, by the server's codes. */
export const STEPS: Record<FromPreview["step"], MessageDescriptor> = {
  keeps: msg`The author stays as they are.`,
  ours: msg`The author stays as they are: the domain is yours, so it is signed here.`,
  "no-policy": msg`The author stays as they are: their domain does not ask for anything else.`,
  via: msg`The list writes in their name.`,
};

export const WHY: Record<string, MessageDescriptor> = {
  "signature-holds": msg`Their own signature still holds on the copies.`,
  "own-domain": msg`This domain is set up here.`,
  "no-record": msg`Their domain has no DMARC record.`,
  "asks-nothing": msg`Their domain only watches (DMARC p=none).`,
  policy: msg`Their domain asks others to refuse mails that it did not send itself (DMARC). So that copies arrive, From names the list, and Reply-To the author.`,
  unverified: msg`Nobody can be sure that it is really them.`,
  unknown: msg`What their domain asks for could not be looked up just now.`,
  "no-author": msg`The mail names no author.`,
};
