/** What became of a mailing's copies, as the slices of one bar, and how fast it goes. Pure. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";

/** Recipients by what became of their copy; `failed` counts those that came back, too. */
export interface Totals {
  recipients: number;
  waiting: number;
  sent: number;
  deferred: number;
  failed: number;
  cancelled: number;
  bounced: number;
  complained: number;
  unsubscribed: number;
  answered: number;
  clicked: number;
}

/** How a slice is drawn: striped = not settled yet. */
export type Ink = "ok" | "ok-striped" | "danger" | "danger-striped" | "grey" | "open";
export type SliceKey = "sent" | "deferred" | "bounced" | "failed" | "cancelled" | "waiting";

export interface Slice {
  key: SliceKey;
  ink: Ink;
  name: MessageDescriptor;
  means: MessageDescriptor;
  count: number;
}

const KINDS: readonly Omit<Slice, "count">[] = [
  { key: "sent", ink: "ok", name: msg`Accepted`, means: msg`by their mail server` },
  {
    key: "deferred",
    ink: "ok-striped",
    name: msg`Trying again`,
    means: msg`their server asked for patience`,
  },
  {
    key: "bounced",
    ink: "danger-striped",
    name: msg`Came back`,
    means: msg`after being accepted`,
  },
  { key: "failed", ink: "danger", name: msg`Refused`, means: msg`not tried again` },
  { key: "cancelled", ink: "grey", name: msg`Stopped`, means: msg`did not leave` },
  { key: "waiting", ink: "open", name: msg`Still to go`, means: msg`leave one after the other` },
];

/** In their order; those that hold nothing are left out, but for what was accepted. */
export function slices(totals: Totals): Slice[] {
  const counts: Record<SliceKey, number> = {
    sent: totals.sent,
    deferred: totals.deferred,
    bounced: Math.min(totals.bounced, totals.failed),
    failed: Math.max(0, totals.failed - totals.bounced),
    cancelled: totals.cancelled,
    waiting: totals.waiting,
  };
  return KINDS.map((kind) => ({ ...kind, count: counts[kind.key] })).filter(
    ({ key, count }) => count > 0 || key === "sent",
  );
}

/** Copies that have not left for good: not yet tried, or to be tried again. */
export const staying = (totals: Totals): number => totals.waiting + totals.deferred;

/** Copies of which it is known what became. */
export const gone = (totals: Totals): number =>
  totals.recipients - staying(totals) - totals.cancelled;

const MINUTE = 60_000;
const LOOKED_AT = 3; // whole minutes

/** Copies a minute, by the last minutes; 0 while nothing can be said. */
export function speed(timeline: readonly [string, number][], now: Date): number {
  const first = timeline[0];
  if (!first) return 0;
  const from = now.getTime() - LOOKED_AT * MINUTE;
  const some = timeline.filter(([at]) => Date.parse(at) + MINUTE > from);
  const begun = Math.max(from, Date.parse(first[0]));
  const minutes = Math.max(1 / 6, (now.getTime() - begun) / MINUTE);
  return Math.round(some.reduce((sum, [, count]) => sum + count, 0) / minutes);
}

/** Whole minutes until all have been tried; null while nobody can say. */
export function minutesLeft(totals: Totals, perMinute: number): number | null {
  if (perMinute <= 0) return null;
  return Math.max(1, Math.ceil(staying(totals) / perMinute));
}

export interface Step {
  at: string;
  count: number;
  /** All up to and with it. */
  sum: number;
}

/** At most `most` steps, minutes put together when there are more. */
export function steps(timeline: readonly [string, number][], most: number): Step[] {
  const width = Math.max(1, Math.ceil(timeline.length / most));
  const made: Step[] = [];
  let sum = 0;
  for (let from = 0; from < timeline.length; from += width) {
    const some = timeline.slice(from, from + width);
    const count = some.reduce((all, [, one]) => all + one, 0);
    sum += count;
    made.push({ at: some[0]?.[0] ?? "", count, sum });
  }
  return made;
}

/** "0.3 %" of a whole, in the person's language; "" of nothing. */
export function share(count: number, of: number, language: string): string {
  if (of === 0) return "";
  const digits = count > 0 && count / of < 0.1 ? 1 : 0;
  return (count / of).toLocaleString(language, { style: "percent", maximumFractionDigits: digits });
}
