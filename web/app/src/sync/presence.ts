/** Who looks at or writes in which conversation, and telling the others what I do. */
import { makeStore, usePart } from "../lib/store.ts";
import type { PresenceState } from "./stream.ts";

export interface Present {
  user: string;
  state: PresenceState;
}
type Everyone = ReadonlyMap<string, readonly Present[]>;

export const presence = makeStore<Everyone>(new Map());
export const online = makeStore(true);

/** Pure: the map with one conversation's people replaced. */
export function withPeople(now: Everyone, conversation: string, people: Present[]): Everyone {
  const next = new Map(now);
  if (people.length) next.set(conversation, people);
  else next.delete(conversation);
  return next;
}

const NOBODY: readonly Present[] = [];

/** The others in a conversation; the one who writes first. */
export function useOthers(conversation: string, me: string | undefined): readonly Present[] {
  const all = usePart(presence, (everyone) => everyone.get(conversation)) ?? NOBODY;
  return all.some((one) => one.user === me) || all.length > 1
    ? [...all.filter((one) => one.user !== me)].sort((a, b) => RANK[a.state] - RANK[b.state])
    : all;
}
const RANK = { composing: 0, sending: 1, viewing: 2, elsewhere: 3 };

export interface Doing {
  conversation: string | null;
  state: "viewing" | "composing" | "elsewhere";
}
export const doing = makeStore<Doing>({ conversation: null, state: "viewing" });

/** What to say to the server: whoever looks at another window is "elsewhere". */
export function said(now: Doing, hidden: boolean): Doing & { type: "presence" } {
  const state = hidden && now.state === "viewing" ? "elsewhere" : now.state;
  return { type: "presence", conversation: now.conversation, state };
}
