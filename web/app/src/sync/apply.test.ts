/** Applying a change to an old list equals fetching the new one. */
import { expect, test } from "vitest";
import type { Do, Page, Row } from "../api/types.ts";
import { belongs, drop, emptied, place, placeAll, predict, type Known } from "./apply.ts";
import type { ListKey } from "./cache.ts";

const me = "anna@acme.example";
const list = { address: "1", view: "open" };

function row(id: string, at: number, more: Partial<Row> = {}): Row {
  return {
    id,
    address: "support@acme.example",
    address_id: "1",
    mode: "inbox",
    subject: id,
    snippet: "",
    state: "open",
    assignee: null,
    labels: [],
    contact: { address: "jana@praxis.example", name: "Jana" },
    messages: 1,
    last_activity_at: new Date(at * 60_000).toISOString(),
    waiting_since: null,
    seen_up_to: 3,
    read_up_to: 3,
    unread: false,
    attachments: 0,
    confidential: false,
    draft: false,
    sending: false,
    status: null,
    team: null,
    priority: 0,
    due_at: null,
    snoozed_until: null,
    tasks_open: 0,
    tasks_done: 0,
    starred: false,
    followed: false,
    also: [],
    ...more,
  };
}

const pages = (...all: Row[][]): Page<Row>[] =>
  all.map((items, n) => ({ items, next: n === all.length - 1 ? null : String(n) }));
const ids = (all: Page<Row>[]) => all.map((page) => page.items.map((one) => one.id).join(" "));

test.each([
  ["open", { state: "open" }, true],
  ["open", { state: "new" }, true],
  ["open", { state: "closed" }, false],
  ["open", { address_id: "2" }, false],
  ["mine", { assignee: me }, true],
  ["mine", { assignee: me, state: "new" }, true],
  ["mine", { assignee: me, state: "waiting" }, true],
  ["mine", { assignee: me, archived: true }, false],
  ["mine", { assignee: "ben@acme.example" }, false],
  ["unassigned", { assignee: null, state: "new" }, true],
  ["unassigned", { assignee: me }, false],
  ["waiting", { state: "waiting" }, true],
  ["later", { state: "snoozed" }, true],
  ["closed", { state: "closed" }, true],
  ["unread", { unread: true }, true],
  ["all", { state: "closed" }, true],
  ["all", { state: "spam" }, false],
  ["all", { state: "merged" }, false],
  ["spam", { state: "spam" }, true],
  ["trash", { state: "trash" }, true],
  ["trash", { state: "spam" }, false],
  ["due", { due_at: "2026-11-24T08:00:00Z", state: "snoozed" }, true],
  ["due", { due_at: null }, false],
  ["due", { due_at: "2026-11-24T08:00:00Z", state: "closed" }, false],
  ["starred", { starred: true, state: "closed" }, true],
  ["starred", { starred: true, state: "trash" }, false],
  ["followed", { followed: true }, true],
  ["followed", { followed: true, archived: true }, false],
  ["mentions", {}, null],
  ["mentions", { state: "closed" }, false],
  ["drafts", {}, null],
  ["saved:7", { state: "closed" }, null],
] as [string, Partial<Row>, boolean | null][])("view %s and %o: %s", (view, facts, expected) => {
  expect(belongs(row("a", 1, facts), { address: "1", view }, me)).toBe(expected);
});

test.each([
  ["a new row comes on top", pages([row("b", 2), row("a", 1)]), row("c", 3), ["c b a"]],
  ["news lift a row", pages([row("b", 2), row("a", 1)]), row("a", 3), ["a b"]],
  [
    "a row that closes leaves",
    pages([row("b", 2), row("a", 1)]),
    row("b", 2, { state: "closed" }),
    ["a"],
  ],
  ["a row of elsewhere stays away", pages([row("a", 1)]), row("x", 5, { address_id: "2" }), ["a"]],
  [
    "an old row lands on the page of its time",
    pages([row("d", 4)], [row("b", 2)]),
    row("c", 3),
    ["d", "c b"],
  ],
  ["the first row of an empty list", pages([]), row("a", 1), ["a"]],
  ["the same instant goes by id", pages([row("b", 1)]), row("a", 1), ["b a"]],
])("%s", (_, before, changed, expected) => {
  expect(ids(place(before, changed, list, me))).toEqual(expected);
});

test("what lies beyond the loaded pages is left to the server", () => {
  const before = [{ items: [row("b", 2)], next: "more" }];
  expect(ids(place(before, row("a", 1), list, me))).toEqual(["b"]);
});

test("a changed row keeps its place and shows its new facts", () => {
  const after = place(
    pages([row("b", 2), row("a", 1)]),
    row("a", 1, { labels: ["Shipping"] }),
    list,
    me,
  );
  expect(ids(after)).toEqual(["b a"]);
  expect(after[0]?.items[1]?.labels).toEqual(["Shipping"]);
});

test("applying the same row twice changes nothing more", () => {
  const once = place(pages([row("b", 2), row("a", 1)]), row("a", 3), list, me);
  expect(place(once, row("a", 3), list, me)).toEqual(once);
});

test("a dropped row is gone from every page", () => {
  expect(ids(drop(pages([row("a", 2)], [row("a", 2), row("b", 1)]), "a"))).toEqual(["", "b"]);
});

const known: Known = {
  me,
  addresses: [{ id: "2", address: "sales@acme.example", mode: "inbox" }],
  teams: [{ name: "Repairs", members: [me] }],
};
const ben = "ben@acme.example";
const then = "2026-11-24T08:00:00Z";

test.each([
  [
    { kind: "assign", user: me },
    { assignee: me, team: null },
  ],
  [
    { kind: "state", state: "closed" },
    { state: "closed", waiting_since: null },
  ],
  [
    { kind: "state", state: "snoozed", until: then },
    { state: "snoozed", snoozed_until: then },
  ],
  [
    { kind: "state", state: "waiting", status: "Printer" },
    { state: "waiting", status: "Printer" },
  ],
  [{ kind: "priority", priority: 2 }, { priority: 2 }],
  [{ kind: "due", due_at: then }, { due_at: then }],
  [{ kind: "label", add: ["B"], remove: ["A"] }, { labels: ["C", "B"] }],
  [{ kind: "star", on: true }, { starred: true }],
  [{ kind: "follow", on: true }, { followed: true }],
  [{ kind: "archive", on: true }, { archived: true }],
  [
    { kind: "read", on: true },
    { unread: false, read_up_to: 3 },
  ],
  [
    { kind: "read", on: false },
    { unread: true, read_up_to: 0 },
  ],
  [
    { kind: "move", address: "2" },
    { address_id: "2", address: "sales@acme.example" },
  ],
  [{ kind: "merge", into: "b" }, { state: "merged" }],
  [{ kind: "merge", into: "a" }, { state: "waiting" }],
] as [Do, Partial<Row>][])("%o is predicted", (does, facts) => {
  const now = row("a", 1, {
    state: "waiting",
    labels: ["A", "C"],
    waiting_since: then,
    unread: true,
    read_up_to: 0,
  });
  expect(predict(now, does, known)).toMatchObject(facts);
  expect(now.labels).toEqual(["A", "C"]); // the old state is untouched
});

test.each([
  ["giving what is new opens it", { state: "new" }, { user: me }, { state: "open", assignee: me }],
  ["a person takes a team's", { team: "Repairs" }, { user: me }, { team: "Repairs", assignee: me }],
  ["its person is of the team", { assignee: me }, { team: "Repairs" }, { assignee: me }],
  ["its person is not of the team", { assignee: ben }, { team: "Repairs" }, { assignee: null }],
  ["back to all", { assignee: ben, team: "Repairs" }, { user: null, team: null }, { team: null }],
] as [string, Partial<Row>, object, Partial<Row>][])("%s", (_, before, to, after) => {
  expect(predict(row("a", 1, before), { kind: "assign", ...to }, known)).toMatchObject(after);
});

test("own names of a state end with the state", () => {
  const now = row("a", 1, { state: "waiting", status: "Printer" });
  expect(predict(now, { kind: "state", state: "waiting" }, known).status).toBe("Printer");
  expect(predict(now, { kind: "state", state: "open" }, known).status).toBeNull();
});

test.each([
  ["oldest", [row("a", 1), row("b", 2), row("c", 3)]],
  ["waiting", [row("c", 3, { waiting_since: then }), row("b", 2), row("a", 1)]],
  ["due", [row("a", 1, { due_at: then }), row("c", 3), row("b", 2)]],
  ["priority", [row("a", 1, { priority: 2 }), row("c", 3), row("b", 2, { priority: -1 })]],
] as [ListKey["sort"], Row[]][])("in the order %s every row finds its place", (sort, wanted) => {
  let all: Page<Row>[] = [{ items: [], next: null }];
  for (const one of [...wanted].sort((a, b) => a.id.localeCompare(b.id)))
    all = place(all, one, { address: "1", view: "open", ...(sort ? { sort } : {}) }, me);
  expect(ids(all)).toEqual([wanted.map((one) => one.id).join(" ")]);
});

test("many at once come out as one after the other", () => {
  const before = pages(Array.from({ length: 60 }, (_, n) => row(String(100 + n), 60 - n)));
  const some = before[0]?.items.filter((_, n) => n % 3 === 0) ?? [];
  const changed = some.map((one, n) => ({
    ...one,
    state: n % 2 ? ("closed" as const) : ("open" as const),
    last_activity_at: new Date(n * 90_000).toISOString(),
  }));
  const together = placeAll(before, changed, list, me);
  expect(ids(together)).toEqual(
    ids(changed.reduce((now, one) => place(now, one, list, me), before)),
  );
});

test("a twin comes into a list over all addresses by the server only", () => {
  const before = pages([row("a", 1)]);
  const twin = row("b", 2, { also: ["sales@acme.example"] });
  expect(ids(place(before, twin, { address: null, view: "open" }, me))).toEqual(["a"]);
  expect(ids(place(before, twin, list, me))).toEqual(["b a"]);
});

test("what did not change keeps its object: nothing is drawn again", () => {
  const before = pages([row("b", 2), row("a", 1)]);
  expect(placeAll(before, [row("x", 9, { address_id: "2" })], list, me)).toBe(before);
});

test("a list that ran empty while there is more must be asked for anew", () => {
  const before: Page<Row>[] = [{ items: [row("a", 1)], next: "further" }];
  expect(emptied(before)).toBe(false);
  expect(emptied(drop(before, "a"))).toBe(true);
  expect(emptied(drop(pages([row("a", 1)]), "a"))).toBe(false); // nothing comes after it
});
