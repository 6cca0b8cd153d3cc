/** What does a change do to what we show? Pure; used for predictions and for confirmed rows alike. */
import type { Address, Do, Page, Row, Team } from "../api/types.ts";
import type { ListKey } from "./cache.ts";
import { inOrder } from "./sorting.ts";

/** The facts of a row that predictions touch; a row and an open conversation both have them. */
export type Facts = Omit<Row, "messages">;

/** What a prediction must know beside the conversation. */
export interface Known {
  me: string;
  addresses: readonly Pick<Address, "id" | "address" | "mode">[];
  teams: readonly Pick<Team, "name" | "members">[];
}

/** As the server decides in conversations/work/decide.py. */
export function predict<T extends Facts>(now: T, change: Do, known: Known): T {
  switch (change.kind) {
    case "state":
      return toState(now, change);
    case "assign":
      return given(now, change, known);
    case "priority":
      return { ...now, priority: change.priority };
    case "due":
      return { ...now, due_at: change.due_at };
    case "label":
      return { ...now, labels: relabelled(now.labels, change) };
    case "star":
      return { ...now, starred: change.on };
    case "follow":
      return { ...now, followed: change.on };
    case "archive":
      return { ...now, archived: change.on };
    case "read":
      return { ...now, read_up_to: change.on ? now.seen_up_to : 0, unread: !change.on };
    case "move":
      return moved(now, change.address, known);
    case "merge":
      return now.id === change.into ? now : { ...now, state: "merged" };
  }
}

const DONE = ["closed", "spam", "trash", "merged"];

function toState<T extends Facts>(now: T, change: Do & { kind: "state" }): T {
  const same = change.state === now.state;
  const status = change.status === undefined ? (same ? now.status : null) : change.status;
  return {
    ...now,
    state: change.state,
    status,
    snoozed_until: change.state === "snoozed" ? (change.until ?? null) : null,
    waiting_since: DONE.includes(change.state) ? null : now.waiting_since,
  };
}

/** A team's conversation stays the team's when a person takes it; given to a team, it stays with
 * its person only when they are of that team. */
function given<T extends Facts>(now: T, change: Do & { kind: "assign" }, known: Known): T {
  const team = change.team === undefined ? now.team : change.team;
  const members = known.teams.find((one) => one.name === team)?.members ?? [];
  const stays = change.team === undefined || change.team === null;
  const assignee =
    change.user !== undefined
      ? change.user
      : stays || (now.assignee !== null && members.includes(now.assignee))
        ? now.assignee
        : null;
  const begun = assignee !== null || team !== null;
  return { ...now, assignee, team, state: now.state === "new" && begun ? "open" : now.state };
}

function relabelled(labels: string[], { add, remove }: Do & { kind: "label" }): string[] {
  const kept = labels.filter((one) => !remove.includes(one));
  return [...kept, ...add.filter((one) => !kept.includes(one))];
}

function moved<T extends Facts>(now: T, address: string, known: Known): T {
  const to = known.addresses.find((one) => one.id === address);
  return to ? { ...now, address_id: to.id, address: to.address, mode: to.mode } : now;
}

/** Does the row belong into the list? `null`: only the server knows. */
export function belongs(row: Row, list: ListKey, me: string): boolean | null {
  if (row.state === "merged") return false;
  if (list.address && list.address !== row.address_id) return false;
  const toDo = row.state === "new" || row.state === "open";
  const active = toDo || row.state === "waiting";
  const hidden = row.archived === true;
  switch (list.view) {
    case "open":
      return toDo;
    case "mine":
      return active && row.assignee === me && !hidden;
    case "unassigned":
      return toDo && row.assignee === null;
    case "waiting":
      return row.state === "waiting";
    case "later":
      return row.state === "snoozed";
    case "closed":
    case "spam":
    case "trash":
      return row.state === list.view;
    case "unread":
      return toDo && row.unread;
    case "due":
      return (active || row.state === "snoozed") && row.due_at !== null;
    case "all":
      return inSight(row);
    case "starred":
      return inSight(row) && row.starred;
    case "followed":
      return inSight(row) && row.followed && !hidden;
    case "drafts":
      return inSight(row) ? null : false;
    case "mentions":
      return inSight(row) && row.state !== "closed" && !hidden ? null : false;
    default:
      return null;
  }
}

const inSight = (row: Row) => row.state !== "spam" && row.state !== "trash";

/** The list with the row at its place: changed, moved, taken in or taken out. */
export function place(pages: Page<Row>[], row: Row, list: ListKey, me: string): Page<Row>[] {
  return placeAll(pages, [row], list, me);
}

/** The same for many rows in one pass: five hundred cost little more than one. */
export function placeAll(
  pages: Page<Row>[],
  rows: readonly Row[],
  list: ListKey,
  me: string,
): Page<Row>[] {
  const news = new Map(rows.map((row) => [row.id, row]));
  const before = inOrder(list);
  const arriving = new Map(news);
  const leaving = new Set<string>();
  for (const page of pages)
    for (const old of page.items) {
      const now = news.get(old.id);
      if (!now) continue;
      const fits = belongs(now, list, me) ?? true; // it was there
      if (fits && !before(now, old) && !before(old, now)) arriving.delete(old.id);
      else {
        leaving.add(old.id);
        if (!fits) arriving.delete(old.id);
      }
    }
  let touched = leaving.size > 0;
  const swapped = pages.map((page) => {
    if (!page.items.some((one) => news.has(one.id))) return page;
    touched = true;
    return {
      ...page,
      items: page.items.filter((one) => !leaving.has(one.id)).map((one) => news.get(one.id) ?? one),
    };
  });
  let result = touched ? swapped : pages;
  for (const row of arriving.values())
    if (leaving.has(row.id) || (belongs(row, list, me) && !isTwin(row, list)))
      result = insert(result, row, before);
  return result;
}

/** Over all addresses the same mail stands once; which of its rows, only the server knows. */
export function isTwin(row: Row, list: ListKey): boolean {
  return list.address === null && row.also.length > 0;
}

export function drop(pages: Page<Row>[], id: string): Page<Row>[] {
  return dropAll(pages, new Set([id]));
}

export function dropAll(pages: Page<Row>[], ids: ReadonlySet<string>): Page<Row>[] {
  if (!ids.size || !pages.some((page) => page.items.some((row) => ids.has(row.id)))) return pages;
  return pages.map((page) => ({ ...page, items: page.items.filter((row) => !ids.has(row.id)) }));
}

/** All that was loaded has left, but there is more: nothing could be scrolled to, nor come back. */
export function emptied(pages: Page<Row>[]): boolean {
  return pages.every((page) => !page.items.length) && (pages.at(-1)?.next ?? null) !== null;
}

/** At its place. What lies beyond the last loaded row comes when it is scrolled to. */
function insert(pages: Page<Row>[], row: Row, before: (a: Row, b: Row) => boolean): Page<Row>[] {
  for (const [number, page] of pages.entries()) {
    const at = page.items.findIndex((one) => before(row, one));
    const end = number === pages.length - 1 && page.next === null;
    if (at < 0 && !end) continue;
    const index = at < 0 ? page.items.length : at;
    const items = [...page.items.slice(0, index), row, ...page.items.slice(index)];
    return pages.map((one, n) => (n === number ? { ...page, items } : one));
  }
  return pages;
}
