/** One line per mail, however many get it. */
import { expect, test } from "vitest";
import { lines } from "./posts.ts";
import type { OutboxRow } from "./types.ts";

const row = (id: string, rest: Partial<OutboxRow> = {}): OutboxRow => ({
  id,
  created_at: "2026-11-23T12:00:00Z",
  address: "news@acme.example",
  author: "anna@acme.example",
  recipient: `${id}@example.org`,
  subject: "Rundbrief",
  state: "sent",
  attempts: 1,
  next_at: null,
  detail: "",
  ...rest,
});
const ROWS = [
  row("1"),
  row("2", { state: "deferred" }),
  row("3"),
  row("4", { subject: "Angebot", created_at: "2026-11-23T11:00:00Z" }),
];
const stateOf = (one: OutboxRow) => one.state;

test("copies of a post are one line with what became of them", () => {
  const [post, single, ...more] = lines(ROWS, stateOf, new Set());
  expect(post?.copies).toBe(3);
  expect(post?.totals).toEqual([
    ["sent", 2],
    ["deferred", 1],
  ]);
  expect(single).toMatchObject({ id: "4", totals: null });
  expect(more).toEqual([]);
});

test("an opened post shows each copy below it", () => {
  const shown = lines(ROWS, stateOf, new Set(["mail 1"]));
  expect(shown.map((line) => [line.id, line.inner])).toEqual([
    ["mail 1", false],
    ["1", true],
    ["2", true],
    ["3", true],
    ["4", false],
  ]);
});

test("nothing waits", () => {
  expect(lines([], stateOf, new Set())).toEqual([]);
});
