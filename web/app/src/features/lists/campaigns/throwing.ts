/** Drafts thrown away: gone from sight at once, for good when the time to undo is over. */
import { makeStore } from "../../../lib/store.ts";

export const SECONDS = 6;
export const thrown = makeStore<ReadonlySet<string>>(new Set());
const timers = new Map<string, ReturnType<typeof setTimeout>>();

export function throwAway(id: string, forGood: (id: string) => Promise<unknown>): void {
  thrown.set((now) => new Set([...now, id]));
  const end = () => void forGood(id).finally(() => keep(id));
  timers.set(id, setTimeout(end, SECONDS * 1000));
}

/** It stays. */
export function keep(id: string): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  thrown.set((now) => new Set([...now].filter((one) => one !== id)));
}
