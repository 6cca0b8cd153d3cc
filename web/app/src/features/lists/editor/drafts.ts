/** What is typed into a campaign, and what happens when two people type. Pure. */
import type { Campaign } from "../campaigns/remote.ts";
import type { Content } from "./blocks.ts";

/** All that a save carries. */
export interface Draft {
  name: string;
  subject: string;
  preheader: string;
  content: Content;
  segment: string | null;
  query: string;
  topic: string;
  reply_to: string;
  reply_inbox: string | null;
  clicks: boolean;
}

const FIELDS = [
  "name",
  "subject",
  "preheader",
  "content",
  "segment",
  "query",
  "topic",
  "reply_to",
  "reply_inbox",
  "clicks",
] as const satisfies readonly (keyof Draft)[];

export function draftOf(campaign: Campaign): Draft {
  const { name, subject, preheader, content, segment, topic } = campaign;
  const { reply_to, reply_inbox, clicks } = campaign;
  const query = segment ? "" : campaign.query; // with a segment, its words are shown there
  return {
    name,
    subject,
    preheader,
    content,
    segment,
    query,
    topic,
    reply_to,
    reply_inbox,
    clicks,
  };
}

/** The fields in which `now` differs from `before`. */
export function differing(before: Draft, now: Draft): (keyof Draft)[] {
  return FIELDS.filter((field) => !same(before[field], now[field]));
}

export function part(draft: Draft, fields: readonly (keyof Draft)[]): Partial<Draft> {
  return Object.fromEntries(fields.map((field) => [field, draft[field]]));
}

/** Mine on top of theirs, when we changed different things since `base`; else null. */
export function merged(base: Draft, mine: Draft, theirs: Draft): Draft | null {
  const ours = differing(base, mine);
  const changed = differing(base, theirs);
  const both = ours.filter((field) => changed.includes(field) && !same(mine[field], theirs[field]));
  return both.length > 0 ? null : { ...theirs, ...part(mine, ours) };
}

function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
