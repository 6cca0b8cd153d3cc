/** The shapes of /api/v1 as the web app uses them. Times are RFC 3339 UTC, ids are opaque. */
export type Mode = "list" | "mailbox" | "inbox";
export type State = "new" | "open" | "waiting" | "snoozed" | "closed" | "spam" | "trash" | "merged";
export type Right = "read" | "write_as" | "write_on_behalf" | "manage" | "own";
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
  timezone: string;
  density: "comfortable" | "compact";
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
  unassigned: number;
  followed: number;
  starred: number;
  tasks: number;
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
  status: string | null;
  team: string | null;
  /** -1 low, 0 normal, 1 high, 2 urgent */
  priority: number;
  due_at: string | null;
  snoozed_until: string | null;
  tasks_open: number;
  tasks_done: number;
  starred: boolean;
  followed: boolean;
  /** Further addresses that got the same mail. */
  also: string[];
  /** Put away by me, and nothing newer has come. */
  archived?: boolean;
}
export interface Task {
  id: string;
  text: string;
  done: boolean;
  assignee: string | null;
  team: string | null;
  due_at: string | null;
  position: number;
  done_by: string | null;
  done_at: string | null;
}
export interface Guest {
  id: string;
  name: string;
  expires_at: string;
  notes: boolean;
  by: string;
  last_seen_at: string | null;
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
  /** The name of a guest who wrote it, instead of an author. */
  guest?: string | null;
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
  kind: "reply" | "new" | "note" | "forward";
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
  /** Grows with each save; sent back with the next one. */
  version: number;
  shared: boolean;
  /** The message that is forwarded. */
  forwards: string | null;
}
export interface Detail extends Omit<Row, "messages"> {
  messages: Message[];
  notes: Note[];
  events: Event[];
  participants: (Person & { role: "from" | "to" | "cc" | "aside"; stranger: boolean })[];
  reply_to: Person[];
  reply_cc: Person[];
  identities: Identity[];
  readers: string[];
  drafts: Draft[];
  tasks: Task[];
  guests: Guest[];
  links: { id: string; subject: string; state: State }[];
  seen_by: { user: string; up_to: number; at: string }[];
  invited: string[];
  followers: string[];
  twins: { id: string; address: string }[];
  merged: { id: string; subject: string }[];
  /** In the next reply, though they were not in our last one. */
  appeared: Person[];
  /** Were in the last one and would fall out. */
  missing: Person[];
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
export interface Team {
  id: string;
  name: string;
  members: string[];
}
export interface Status {
  id: string;
  name: string;
  type: State;
  tone: number;
  position: number;
}
export interface SavedView {
  id: string;
  name: string;
  query: string;
  sort: Sort;
  for: "me" | "team" | "all";
  team: string | null;
  owner: string;
  tone: number;
  position: number;
  count: number | null;
  /** The count is a floor. */
  more: boolean;
}
export type Sort = "newest" | "oldest" | "waiting" | "due" | "wakes" | "priority";
export interface SavedReply {
  id: string;
  name: string;
  folder: string;
  text: string;
  html: string;
  for: "me" | "address" | "all";
  address: string | null;
}
/** What can be done to one or many conversations in one go. */
export type Do =
  | {
      kind: "state";
      state: State;
      status?: string | null;
      until?: string;
      regardless?: boolean;
    }
  | { kind: "assign"; user?: string | null; team?: string | null }
  | { kind: "priority"; priority: number }
  | { kind: "due"; due_at: string | null }
  | { kind: "label"; add: string[]; remove: string[] }
  | { kind: "star" | "follow" | "archive" | "read"; on: boolean }
  | { kind: "move"; address: string }
  | { kind: "merge"; into: string };
export interface Act {
  act: string | null;
  changed: string[];
  unchanged: number;
  refused: { id: string; code: string; detail: string }[];
  rows: Row[];
}
export interface Undone {
  act: string;
  undone: string[];
  kept: { id: string; code: string; detail: string }[];
}
