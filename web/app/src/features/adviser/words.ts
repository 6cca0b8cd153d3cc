/** Every sentence of the adviser that depends on a code: questions, options, reasons, refusals. */
import type { Mode } from "../../api/types.ts";
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { Question, Reason } from "./answers.ts";

export const MODE_WORDS: Record<
  Mode,
  Record<"name" | "short" | "claim" | "create", MessageDescriptor>
> = {
  list: {
    name: msg`Distribution list`,
    short: msg`List`,
    claim: msg`One writes, many read`,
    create: msg`Create list`,
  },
  mailbox: {
    name: msg`Shared mailbox`,
    short: msg`Mailbox`,
    claim: msg`Several share one mailbox`,
    create: msg`Create mailbox`,
  },
  inbox: {
    name: msg`Shared inbox`,
    short: msg`Inbox`,
    claim: msg`A team shares the work`,
    create: msg`Create inbox`,
  },
};

export const QUESTION_WORDS: Record<
  Question,
  { ask: MessageDescriptor; hint?: MessageDescriptor; options: Record<string, MessageDescriptor> }
> = {
  direction: {
    ask: msg`Do people write to this address?`,
    options: { out: msg`No, only we write`, both: msg`Yes, and we answer` },
  },
  people: {
    ask: msg`How many of you work with it?`,
    options: { one: msg`1`, few: msg`2 to 5`, team: msg`6 to 20`, many: msg`more` },
  },
  mails: {
    ask: msg`How many mails come in a day?`,
    hint: msg`A guess will do.`,
    options: { few: msg`under 10`, some: msg`10 to 50`, many: msg`more` },
  },
  owner: {
    ask: msg`Must it be clear who takes care of what?`,
    options: { no: msg`No`, yes: msg`Yes, each mail has a person` },
  },
  talk: {
    ask: msg`Do you talk about single mails before you answer?`,
    options: { seldom: msg`Seldom`, often: msg`Often` },
  },
  figures: {
    ask: msg`Do you want to see what is open and waiting?`,
    hint: msg`For example, how long customers wait for an answer.`,
    options: { no: msg`No`, yes: msg`Yes`, unsure: msg`I don’t know yet` },
  },
};

export const REASON_WORDS: Record<Reason, MessageDescriptor> = {
  "only-out": msg`Only you write, the others read`,
  "several-answer": msg`Several of you answer`,
  alone: msg`One person answers`,
  "small-team": msg`You are few`,
  "large-team": msg`You are many`,
  "little-mail": msg`Little mail comes in`,
  "much-mail": msg`Much mail comes in`,
  "one-person-each": msg`Each mail has a person`,
  "everybody-everything": msg`Everyone takes care of everything`,
  "talk-often": msg`You talk before you answer`,
  "talk-seldom": msg`You seldom need to talk about a mail`,
  "wants-figures": msg`You want to see what waits`,
  "needs-no-figures": msg`You need no overview of what waits`,
};

/** Why an address cannot be had, by the server's code. */
export const TAKEN_WORDS: Record<string, MessageDescriptor> = {
  taken: msg`This address is there already.`,
  "foreign-domain": msg`This domain is not set up here yet.`,
  plus: msg`Leave out the plus: what follows it is a detail and arrives anyway.`,
  "too-long": msg`This is too long for an address.`,
  space: msg`An address has no blanks.`,
};

/** For every other reason: the text is no address. */
export const NO_ADDRESS = msg`A mail address cannot look like this.`;
