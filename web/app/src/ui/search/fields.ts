/** The fields of the query language and their values in plain words. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";

/** Fields, values and completion of one use of the language. */
export interface Spoken {
  /** Where the server completes: takes `q` and `at`. */
  path: string;
  fields: Readonly<Record<string, MessageDescriptor>>;
  values: Readonly<Record<string, MessageDescriptor>>;
}

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

export const MAIL: Spoken = { path: "/query/complete", fields: FIELDS, values: VALUES };
