/** The fields of the query language in plain words, and what can be wrong with a query. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";

/** In the order in which they are offered to whoever has typed nothing yet. */
export const FIELDS: Record<string, MessageDescriptor> = {
  from: msg`who wrote it`,
  to: msg`who it went to`,
  is: msg`open, closed, mine, unread …`,
  in: msg`at which address`,
  subject: msg`a word in the subject`,
  has: msg`with attachment, note, task or link`,
  assigned: msg`who has it`,
  label: msg`carries this label`,
  waiting: msg`how long someone has been waiting, such as >4h`,
  before: msg`before a day, such as 2026-11-01`,
  after: msg`after a day, such as 2026-11-01`,
  older_than: msg`older than, such as 2d or 3w`,
  newer_than: msg`newer than, such as 2d or 3w`,
  due: msg`due within, such as <1d`,
  priority: msg`low, normal, high or urgent`,
  status: msg`a status with a name of your own`,
  team: msg`which team has it`,
  cc: msg`who got a copy`,
  participant: msg`who takes part, in whichever way`,
  body: msg`a word in the text`,
  filename: msg`a word in the name of an attachment`,
  larger: msg`larger than, such as 2mb`,
  smaller: msg`smaller than, such as 200kb`,
  list: msg`went over this list`,
  address: msg`at which address`,
  state: msg`new, open, waiting, snoozed or closed`,
  number: msg`the number of a conversation`,
  mode: msg`list, mailbox or inbox`,
};

/** What stands for itself rarely says enough: values in plain words. */
export const VALUES: Record<string, MessageDescriptor> = {
  "is:open": msg`somebody has to do something`,
  "is:new": msg`nobody has looked after it yet`,
  "is:waiting": msg`waits for an answer from outside`,
  "is:snoozed": msg`put aside for later`,
  "is:closed": msg`done`,
  "is:unassigned": msg`nobody has it`,
  "is:mine": msg`I have it`,
  "is:unread": msg`not yet read by me`,
  "is:starred": msg`with my star`,
  "is:followed": msg`I follow it`,
  "is:confidential": msg`for named readers only`,
  "is:spam": msg`thrown out as spam`,
  "is:trash": msg`in the trash`,
  "is:draft": msg`with a draft of mine`,
  "has:attachment": msg`with a file`,
  "has:note": msg`with an internal note`,
  "has:task": msg`with a task`,
  "has:link": msg`with a link to another conversation`,
};

/** By the server's reason. */
export const REASONS: Record<string, (word: string, message: string) => MessageDescriptor> = {
  "unknown-field": (word, message) => {
    const meant = /Did you mean (\w+):/.exec(message)?.[1];
    return meant
      ? msg`There is no field “${before(word)}”. Did you mean “${meant}:”?`
      : msg`There is no field “${before(word)}”. Put words with a colon into quotes.`;
  },
  "empty-value": (word) => msg`After “${word}” something must follow.`,
  "unknown-value": (word) => msg`“${after(word)}” is not among what “${before(word)}” may be.`,
  "not-comparable": (word) => msg`“${after(word)}” can be neither more nor less than something.`,
  "bad-date": (word) =>
    msg`“${after(word)}” is not a day. It looks like 2026-11-23, today, or 2d for two days ago.`,
  "bad-duration": (word) =>
    msg`“${after(word)}” is not a span of time. It looks like 4h, 2d or 3w.`,
  "bad-size": (word) => msg`“${after(word)}” is not a size. It looks like 200kb or 2mb.`,
  "bad-number": (word) => msg`“${after(word)}” is not a number.`,
  "unclosed-quote": () => msg`This quotation mark is opened and not closed.`,
  "unclosed-bracket": () => msg`This bracket is opened and not closed.`,
  "stray-bracket": () => msg`This bracket closes nothing.`,
  "dangling-or": () => msg`OR stands between two things; one of them is missing.`,
  "dangling-minus": () => msg`After the minus comes what must not be in it.`,
  "too-long": () => msg`The search is too long.`,
  "too-many-words": () => msg`The search has too many words.`,
  "too-deep": () => msg`There are too many brackets inside of brackets.`,
};

function before(word: string): string {
  return word.replace(/^-/, "").split(":")[0] ?? word;
}

function after(word: string): string {
  return word.includes(":") ? word.slice(word.indexOf(":") + 1) : word;
}
