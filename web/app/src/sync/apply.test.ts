/** Applying a change to an old list equals fetching the new one. */
import { expect, test } from "vitest";
import type { Page, Row } from "../api/types.ts";
import { belongs, drop, place, predict } from "./apply.ts";

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
  ["open", { state: "closed" }, false],
  ["open", { address_id: "2" }, false],
  ["mine", { assignee: me }, true],
  ["mine", { assignee: me, state: "waiting" }, true],
  ["mine", { assignee: "ben@acme.example" }, false],
  ["unassigned", { assignee: null }, true],
  ["unassigned", { assignee: me }, false],
  ["later", { state: "snoozed" }, true],
  ["closed", { state: "closed" }, true],
  ["unread", { unread: true }, true],
  ["all", { state: "closed" }, true],
  ["mentions", {}, null],
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

test("predictions say what the server will", () => {
  const now = row("a", 1, { unread: true, read_up_to: 0 });
  expect(predict(now, { kind: "assign", user: me }).assignee).toBe(me);
  expect(predict(now, { kind: "state", state: "closed" }).state).toBe("closed");
  expect(predict(now, { kind: "read", upTo: 3 })).toMatchObject({ unread: false, read_up_to: 3 });
  expect(predict(now, { kind: "read", upTo: 2 }).unread).toBe(true);
  expect(now.assignee).toBeNull(); // the old state is untouched
});
