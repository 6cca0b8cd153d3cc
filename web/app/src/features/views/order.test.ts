/** Saved views in their order, and who may change them. */
import { expect, test } from "vitest";
import type { Me, SavedView } from "../../api/types.ts";
import { counted, mayChange, moved } from "./order.ts";

const view = (id: string, position: number, rest: Partial<SavedView> = {}): SavedView => ({
  id,
  name: id,
  query: "is:open",
  sort: "newest",
  for: "me",
  team: null,
  owner: "anna@acme.example",
  tone: 1,
  position,
  count: 0,
  more: false,
  ...rest,
});
const VIEWS = [view("a", 0), view("b", 1), view("c", 2)];

test.each<[string, 1 | -1, Record<string, number>]>([
  ["a", 1, { b: 0, a: 1 }],
  ["c", -1, { c: 1, b: 2 }],
  ["a", -1, {}],
  ["c", 1, {}],
  ["gone", 1, {}],
])("%s moves by %d", (id, by, expected) => {
  const positions = moved(VIEWS, id, by).map((one) => [one.id, one.position]);
  expect(Object.fromEntries(positions)).toEqual(expected);
});

test("views that all stand at the same place get places of their own", () => {
  const equal = [view("a", 0), view("b", 0), view("c", 0)];
  expect(moved(equal, "b", 1)).toEqual([
    { id: "c", position: 1 },
    { id: "b", position: 2 },
  ]);
});

test.each<[number | null, boolean, string]>([
  [12, false, "12"],
  [1000, true, "1000+"],
  [0, false, ""],
  [null, false, ""],
])("a count of %s (more: %s) is said as “%s”", (count, more, words) => {
  expect(counted({ count, more })).toBe(words);
});

test.each<[SavedView["for"], string, Me["role"], boolean]>([
  ["me", "anna@acme.example", "member", true],
  ["me", "ben@acme.example", "administrator", false],
  ["all", "ben@acme.example", "administrator", true],
  ["team", "ben@acme.example", "member", false],
])("a view for %s of %s: a %s may change it: %s", (whom, owner, role, may) => {
  const me = { address: "anna@acme.example", role } as Me;
  expect(mayChange(view("a", 0, { for: whom, owner }), me)).toBe(may);
});
