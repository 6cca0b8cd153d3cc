/** The shapes of /api/v1 as the web app uses them. Times are RFC 3339 UTC, ids are opaque. */
export type Mode = "list" | "mailbox" | "inbox";
export type State = "open" | "waiting" | "snoozed" | "closed";
export type Right = "read" | "write_as" | "write_on_behalf" | "manage";
export type Scheme = "auto" | "light" | "dark";
export type Language = "de" | "en";

export interface Person {
  address: string;
  name: string;
}
export interface Page<T> {
  items: T[];
  next: string | null;
}
export interface Me extends Person {
  role: "administrator" | "member";
  language: Language;
  scheme: Scheme;
  shortcuts: boolean;
  organisation: { name: string; demo: boolean; relay: boolean };
}
export interface Colleague extends Person {
  role: Me["role"];
  active: boolean;
}
export interface Counts {
  open: number;
  mine: number;
  unassigned: number;
  waiting: number;
  unread: number;
}
export interface Address {
  id: string;
  address: string;
  name: string;
  mode: Mode;
  rights: Right[];
  aliases: string[];
  counts: Counts;
  team: Person[];
  subscribers?: number;
  held?: number;
}
export interface Views {
  mine: number;
  drafts: number;
  later: number;
  mentions: number;
}
export interface Row {
  id: string;
  address: string;
  address_id: string;
  mode: Mode;
  subject: string;
  snippet: string;
  state: State;
  assignee: string | null;
  labels: string[];
  contact: Person;
  messages: number;
  last_activity_at: string;
  waiting_since: string | null;
  seen_up_to: number;
  read_up_to: number;
  unread: boolean;
  attachments: number;
  confidential: boolean;
  draft: boolean;
  sending: boolean;
}
export interface Hit extends Row {
  hit: { message: string | null; snippet: string };
}
export interface Attachment {
  id: string;
  name: string;
  content_type: string;
  size: number;
  inline: boolean;
  url: string;
}
export type SendState =
  "undo" | "scheduled" | "queued" | "sent" | "deferred" | "failed" | "waiting_relay";
export interface Sending {
  id: string;
  state: SendState;
  not_before: string;
  detail: string | null;
}
export interface Message {
  id: string;
  number: number;
  direction: "in" | "out";
  from: Person;
  to: Person[];
  cc: Person[];
  at: string;
  subject: string;
  author: string | null;
  visible: string;
  folded: string;
  has_html: boolean;
  remote_content: boolean;
  attachments: Attachment[];
  automatic: string | null;
  verified: boolean | null;
  warnings: string[];
  sending: Sending | null;
}
export interface Note {
  id: string;
  number: number;
  author: string;
  text: string;
  at: string;
  mentions: string[];
}
export interface Event {
  number: number;
  kind: string;
  actor: string | null;
  at: string;
  data: Record<string, unknown>;
}
export interface Identity {
  id: string;
  name: string;
  address: string;
  kind: "as" | "on_behalf";
  signature: string;
}
export interface Draft {
  id: string;
  conversation: string | null;
  address_id: string;
  author: string;
  kind: "reply" | "new" | "note";
  to: Person[];
  cc: Person[];
  bcc: Person[];
  subject: string;
  html: string;
  text: string;
  attachments: Attachment[];
  seen_up_to: number;
  updated_at: string;
  held: null | { reason: "crossing" };
}
export interface Detail extends Omit<Row, "messages"> {
  messages: Message[];
  notes: Note[];
  events: Event[];
  participants: (Person & { role: "from" | "to" | "cc" })[];
  reply_to: Person[];
  reply_cc: Person[];
  identities: Identity[];
  readers: string[];
  drafts: Draft[];
  contact_panel: {
    earlier: { id: string; subject: string; last_activity_at: string }[];
    lists: { address: string; since: string }[];
  };
}
export interface Label {
  name: string;
  tone: number;
}
export interface Sent {
  message: Message;
  undo_until: string;
}
export interface Crossing {
  newer: (Message | Note)[];
  draft: Draft;
}
