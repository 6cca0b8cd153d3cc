/** The three modes side by side, as data: what each does with a mail and with the people. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { Mode } from "../../api/types.ts";

/** `yes` and `no` get a sign beside the words; `plain` is words alone. */
export interface Cell {
  kind: "plain" | "yes" | "no";
  text: MessageDescriptor;
}

export interface Row {
  key: string;
  head: MessageDescriptor;
  cells: Record<Mode, Cell>;
}

export const MODES: readonly Mode[] = ["list", "mailbox", "inbox"];

const plain = (text: MessageDescriptor): Cell => ({ kind: "plain", text });
const yes = (text: MessageDescriptor): Cell => ({ kind: "yes", text });
const no = (text: MessageDescriptor): Cell => ({ kind: "no", text });

export const COMPARISON: readonly Row[] = [
  {
    key: "direction",
    head: msg`Direction`,
    cells: {
      list: plain(msg`Only out`),
      mailbox: plain(msg`In and out`),
      inbox: plain(msg`In and out`),
    },
  },
  {
    key: "receivers",
    head: msg`Who gets a mail`,
    cells: {
      list: plain(msg`Every subscriber, a copy each`),
      mailbox: plain(msg`One mailbox for all`),
      inbox: plain(msg`The team, then one person`),
    },
  },
  {
    key: "access",
    head: msg`Access`,
    cells: {
      list: plain(msg`Subscribers need no account`),
      mailbox: plain(msg`Everyone signs in`),
      inbox: plain(msg`Everyone signs in`),
    },
  },
  {
    key: "answers",
    head: msg`Answers`,
    cells: {
      list: plain(msg`Go to the author`),
      mailbox: plain(msg`Seen by all of you`),
      inbox: plain(msg`Seen by all of you`),
    },
  },
  {
    key: "assigning",
    head: msg`Giving to someone`,
    cells: {
      list: no(msg`Not needed`),
      mailbox: yes(msg`If you like`),
      inbox: yes(msg`Mine and nobody’s`),
    },
  },
  {
    key: "notes",
    head: msg`Notes that stay inside`,
    cells: { list: no(msg`Not needed`), mailbox: yes(msg`Yes`), inbox: yes(msg`With @mention`) },
  },
  {
    key: "crossing",
    head: msg`Answered twice`,
    cells: {
      list: no(msg`Cannot happen`),
      mailbox: yes(msg`Prevented`),
      inbox: yes(msg`Prevented`),
    },
  },
  {
    key: "overview",
    head: msg`Overview`,
    cells: {
      list: yes(msg`What became of each copy`),
      mailbox: yes(msg`What is unanswered`),
      inbox: yes(msg`Open, waiting, whose`),
    },
  },
  {
    key: "best",
    head: msg`Best for`,
    cells: {
      list: plain(msg`Circulars, newsletters`),
      mailbox: plain(msg`Office, law firm, 2 to 6 people`),
      inbox: plain(msg`Customer service, sales`),
    },
  },
];
