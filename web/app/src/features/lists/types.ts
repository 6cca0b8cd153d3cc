/** The shapes of the lists' part of /api/v1. */
import type { Language, Page, Person } from "../../api/types.ts";

export type SubscriberState = "active" | "unsubscribed" | "bouncing" | "removed";
export type Delivery = "each" | "digest" | "pause";
export type Kind = "text" | "number" | "date" | "choice";
export type Value = string | number;

export interface Subscriber extends Person {
  state: SubscriberState;
  since: string;
  /** "": that of the list. */
  language: "" | Language;
  delivery: Delivery;
  paused_until: string | null;
  /** null: all of them. */
  topics: string[] | null;
  attributes: Record<string, Value>;
  source: string;
  bounces: number;
  score: number;
}

export interface SubscriberPage extends Page<Subscriber> {
  total: number;
}

export interface Consent {
  kind: "asked" | "confirmed" | "vouched" | "changed" | "withdrawn";
  at: string;
  text: string;
  form: string;
  source: string;
  by: string | null;
  detail: Record<string, unknown>;
}

export interface Send {
  send: string;
  kind: string;
  /** null: not for who asks. */
  subject: string | null;
  state: string;
  at: string | null;
  code: string;
  detail: string;
  bounced_at: string | null;
  complained_at: string | null;
  unsubscribed_at: string | null;
  answered_at: string | null;
  clicked_at: string | null;
}

export interface SubscriberDetail extends Subscriber {
  consents: Consent[];
  sends: Send[];
}

export interface Attribute {
  key: string;
  label: string;
  kind: Kind;
  choices: string[];
  asked: boolean;
}

export type AttributeWish = Partial<Attribute> & { position?: number };

export interface Segment {
  id: string;
  name: string;
  query: string;
  /** null: it can no longer be read. */
  count: number | null;
  by: string | null;
  at: string;
}

export interface Counted {
  count: number;
  of: number;
  sample: string[];
}

export interface Pasted {
  valid: { address: string; name: string; state: PastedState; suggestion: string | null }[];
  invalid: { line: number; text: string; reason: string; suggestion: string | null }[];
  twice: Person[];
}
export type PastedState = "new" | "present" | "unsubscribed" | "removed" | "bouncing";

export interface Added {
  added: number;
  present: number;
  refused: { address: string; reason: string }[];
}
