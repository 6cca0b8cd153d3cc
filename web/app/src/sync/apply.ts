/** What does a change do to what we show? Pure; used for predictions and for confirmed rows alike. */
import type { Page, Row, State } from "../api/types.ts";
import type { ListKey } from "./cache.ts";

export type Prediction =
  | { kind: "assign"; user: string | null }
  | { kind: "state"; state: State }
  | { kind: "labels"; labels: string[] }
  | { kind: "read"; upTo: number };

/** The facts of a row that predictions touch; a row and an open conversation both have them. */
export type Facts = Pick<
  Row,
  "state" | "assignee" | "labels" | "read_up_to" | "unread" | "seen_up_to" | "waiting_since"
>;

export function predict<T extends Facts>(now: T, change: Prediction): T {
  switch (change.kind) {
    case "assign":
      return { ...now, assignee: change.user };
    case "state":
      return { ...now, state: change.state };
    case "labels":
      return { ...now, labels: change.labels };
    case "read":
      return { ...now, read_up_to: change.upTo, unread: change.upTo < now.seen_up_to };
  }
}

/** Does the row belong into the list? `null`: only the server knows. */
export function belongs(row: Row, list: ListKey, me: string): boolean | null {
  if (list.address && list.address !== row.address_id) return false;
  const open = row.state === "open";
  switch (list.view) {
    case "open":
      return open;
    case "mine":
      return (open || row.state === "waiting") && row.assignee === me;
    case "unassigned":
      return open && row.assignee === null;
    case "waiting":
      return row.state === "waiting";
    case "later":
      return row.state === "snoozed";
    case "closed":
      return row.state === "closed";
    case "unread":
      return open && row.unread;
    case "all":
      return true;
    default:
      return null;
  }
}

/** The list with the row at its place: changed, moved, taken in or taken out. */
export function place(pages: Page<Row>[], row: Row, list: ListKey, me: string): Page<Row>[] {
  const there = pages.flatMap((page) => page.items).find((one) => one.id === row.id);
  const fits = belongs(row, list, me) ?? there !== undefined;
  if (!fits) return there ? drop(pages, row.id) : pages;
  if (there && there.last_activity_at === row.last_activity_at)
    return pages.map((page) => ({ ...page, items: swap(page.items, row) }));
  return insert(there ? drop(pages, row.id) : pages, row);
}

export function drop(pages: Page<Row>[], id: string): Page<Row>[] {
  return pages.map((page) => ({ ...page, items: page.items.filter((row) => row.id !== id) }));
}

function swap(items: Row[], row: Row): Row[] {
  return items.map((one) => (one.id === row.id ? row : one));
}

/** Newest first. What lies beyond the last loaded row comes when it is scrolled to. */
function insert(pages: Page<Row>[], row: Row): Page<Row>[] {
  for (const [number, page] of pages.entries()) {
    const at = page.items.findIndex((one) => newer(row, one));
    const end = number === pages.length - 1 && page.next === null;
    if (at < 0 && !end) continue;
    const index = at < 0 ? page.items.length : at;
    const items = [...page.items.slice(0, index), row, ...page.items.slice(index)];
    return pages.map((one, n) => (n === number ? { ...page, items } : one));
  }
  return pages;
}

/** Same instant: the server's order is by id, downwards too. */
function newer(a: Row, b: Row): boolean {
  const difference = Date.parse(a.last_activity_at) - Date.parse(b.last_activity_at);
  return difference === 0 ? a.id > b.id : difference > 0;
}
