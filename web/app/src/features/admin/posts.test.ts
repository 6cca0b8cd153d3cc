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
  const [post, single, ...more] = lines(ROWS, stateOf, { opened: new Set(), more: false });
  expect(post?.copies).toBe(3);
  expect(post?.totals).toEqual([
    ["sent", 2],
    ["deferred", 1],
  ]);
  expect(single).toMatchObject({ id: "4", totals: null });
  expect(more).toEqual([]);
});

test("an opened post shows each copy below it", () => {
  const shown = lines(ROWS, stateOf, { opened: new Set(["mail 1"]), more: false });
  expect(shown.map((line) => [line.id, line.inner])).toEqual([
    ["mail 1", false],
    ["1", true],
    ["2", true],
    ["3", true],
    ["4", false],
  ]);
});

test("nothing waits", () => {
  expect(lines([], stateOf, { opened: new Set(), more: false })).toEqual([]);
});

test("only the last mail of a page may have more copies than are known", () => {
  const rows = [row("0", { created_at: "2026-11-23T13:00:00Z" }), ...ROWS.slice(0, 3)];
  const cut = (more: boolean) =>
    lines(rows, stateOf, { opened: new Set(), more }).map((line) => line.cut);
  expect(cut(true)).toEqual([false, true]);
  expect(cut(false)).toEqual([false, false]);
});
