/** Blocks move among their neighbours, into columns and out again, and never get lost. */
import { expect, test } from "vitest";
import {
  changed,
  doubled,
  flat,
  KINDS,
  made,
  moved,
  placed,
  removed,
  where,
  withColumns,
  type Block,
} from "./blocks.ts";

let count = 0;
const newId = () => `n${String(++count)}`;
const page: Block[] = [
  { id: "a", type: "heading", text: "A" },
  { id: "b", type: "text", html: "<p>B</p>" },
  {
    id: "c",
    type: "columns",
    columns: [
      [
        { id: "d", type: "text" },
        { id: "e", type: "button" },
      ],
      [{ id: "f", type: "text" }],
    ],
  },
];
const order = (blocks: Block[] | null) =>
  flat(blocks ?? [])
    .map((block) => block.id)
    .join("");

test("every kind can be made, and columns come with something to write in", () => {
  for (const kind of KINDS) expect(made(kind, newId).type).toBe(kind);
  expect(flat([made("columns", newId)])).toHaveLength(3);
});

test.each([
  ["b", -1, "bacdef"],
  ["a", -1, "abcdef"],
  ["a", 1, "bacdef"],
  ["c", 1, "abcdef"],
  ["e", -1, "abcedf"],
  ["f", 1, "abcdef"],
] as const)("%s moved by %i", (id, by, then) => {
  expect(order(moved(page, id, by))).toBe(then);
});

test.each([
  ["a", { of: null, column: 0, index: 2 }, "bacdef"],
  ["a", { of: null, column: 0, index: 3 }, "bcdefa"],
  ["b", { of: null, column: 0, index: 0 }, "bacdef"],
  ["a", { of: "c", column: 1, index: 0 }, "bcdeaf"],
  ["d", { of: "c", column: 0, index: 2 }, "abcedf"],
  ["f", { of: null, column: 0, index: 0 }, "fabcde"],
] as const)("%s put at a place", (id, to, then) => {
  expect(order(placed(page, id, to))).toBe(then);
});

test("columns hold no columns", () => {
  expect(placed(page, "c", { of: "c", column: 0, index: 0 })).toBeNull();
});

test("a double has ids of its own, down to its columns", () => {
  const twice = doubled(page, "c", newId);
  const ids = flat(twice).map((block) => block.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(10);
  expect(where(twice, "c")).toEqual({ of: null, column: 0, index: 2 });
});

test("what is inside of columns is changed and removed, too", () => {
  expect(flat(changed(page, "f", { html: "x" })).find((one) => one.id === "f")?.html).toBe("x");
  expect(order(removed(page, "d"))).toBe("abcef");
  expect(order(removed(page, "c"))).toBe("ab");
  expect(order(page)).toBe("abcdef"); // nothing is changed in place
});

test("from three columns to two nothing is lost", () => {
  const three = withColumns(page[2] as Block, 3);
  expect(three.columns).toHaveLength(3);
  const filled = {
    ...three,
    columns: [three.columns?.[0] ?? [], [], [{ id: "z", type: "text" as const }]],
  };
  expect(order([withColumns(filled, 2)])).toBe("cdez");
});
