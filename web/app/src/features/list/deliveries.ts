/** What became of a post's copies, as the slices of one bar. Pure. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";

/** How a slice is drawn: striped = not settled yet. */
export type Ink = "ok" | "ok-striped" | "danger" | "danger-striped" | "grey" | "open";

export interface Slice {
  key: "accepted" | "again" | "back" | "refused" | "cancelled" | "togo";
  ink: Ink;
  name: MessageDescriptor;
  means: MessageDescriptor;
  count: number;
  /** Width in per cent; no slice that holds something is thinner than can be seen. */
  share: number;
}

const MIN_SHARE = 1.2;

const KINDS: readonly (Pick<Slice, "key" | "ink" | "name" | "means"> & { states: string[] })[] = [
  {
    key: "accepted",
    ink: "ok",
    states: ["sent"],
    name: msg`Accepted`,
    means: msg`by their mail server`,
  },
  {
    key: "again",
    ink: "ok-striped",
    states: ["deferred"],
    name: msg`Trying again`,
    means: msg`their server asked for patience`,
  },
  {
    key: "back",
    ink: "danger-striped",
    states: ["bounced"],
    name: msg`Came back`,
    means: msg`after being accepted`,
  },
  {
    key: "refused",
    ink: "danger",
    states: ["failed"],
    name: msg`Refused`,
    means: msg`not tried again`,
  },
  {
    key: "cancelled",
    ink: "grey",
    states: ["cancelled"],
    name: msg`Taken back`,
    means: msg`did not leave`,
  },
  {
    key: "togo",
    ink: "open",
    states: ["queued", "waiting_relay", "scheduled", "undo", "sending"],
    name: msg`Still to go`,
    means: msg`leave one after the other`,
  },
];

/** The slices in their order; those that hold nothing are left out, but for what was accepted. */
export function slices(totals: Readonly<Record<string, number>>): Slice[] {
  const counted = KINDS.map(({ states, ...kind }) => ({
    ...kind,
    count: states.reduce((sum, state) => sum + (totals[state] ?? 0), 0),
  }));
  const all = total(totals);
  if (all === 0) return [];
  const raw = counted.map((slice) =>
    slice.count === 0 ? 0 : Math.max(MIN_SHARE, (slice.count / all) * 100),
  );
  const sum = raw.reduce((a, b) => a + b, 0);
  return counted
    .map((slice, i) => ({ ...slice, share: ((raw[i] ?? 0) / sum) * 100 }))
    .filter((slice) => slice.count > 0 || slice.key === "accepted");
}

/** All copies of the post. */
export function total(totals: Readonly<Record<string, number>>): number {
  return Object.values(totals).reduce((a, b) => a + b, 0);
}

/** Nothing is on its way any more. */
export function settled(totals: Readonly<Record<string, number>>): boolean {
  return slices(totals).every((slice) => slice.key !== "togo" && slice.key !== "again");
}

/** The slice one copy belongs to. */
export function kindOf(state: string): Pick<Slice, "key" | "ink" | "name"> | undefined {
  return KINDS.find((kind) => kind.states.includes(state));
}

/** Still on its way: its time is that of the next try, not of the last. */
export function moves(state: string): boolean {
  const key = kindOf(state)?.key;
  return key === "togo" || key === "again";
}
