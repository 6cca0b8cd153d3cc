/** Which row stands before which, as the server sorts (conversations/views.py). Pure. */
import type { Row, Sort } from "../api/types.ts";
import type { ListKey } from "./cache.ts";

type Before = (a: Row, b: Row) => boolean;

/** The order of a list: the one chosen, else the one of its view. */
export function inOrder({ view, sort }: ListKey): Before {
  return ORDERS[sort ?? ownSort(view)];
}

export function ownSort(view: string): Sort {
  if (view === "due") return "due";
  return view === "later" ? "wakes" : "newest";
}

const newest: Before = (a, b) => later(a, b, a.last_activity_at, b.last_activity_at);

const ORDERS: Record<Sort, Before> = {
  newest,
  oldest: (a, b) => later(b, a, b.last_activity_at, a.last_activity_at),
  waiting: (a, b) => earliest(a, b, a.waiting_since, b.waiting_since),
  due: (a, b) => earliest(a, b, a.due_at, b.due_at),
  wakes: (a, b) => earliest(a, b, a.snoozed_until, b.snoozed_until),
  priority: (a, b) => (a.priority === b.priority ? newest(a, b) : a.priority > b.priority),
};

/** Later first; the same instant: the server goes by id, downwards too. */
function later(a: Row, b: Row, at: string, other: string): boolean {
  const difference = Date.parse(at) - Date.parse(other);
  return difference === 0 ? above(a.id, b.id) : difference > 0;
}

/** Earliest first; what has no such time comes after, newest first. */
function earliest(a: Row, b: Row, at: string | null, other: string | null): boolean {
  if (at === null && other === null) return newest(a, b);
  if (at === null || other === null) return at !== null;
  return later(b, a, other, at);
}

/** Ids are numbers of up to 19 digits: longer is higher. */
function above(a: string, b: string): boolean {
  return a.length === b.length ? a > b : a.length > b.length;
}
