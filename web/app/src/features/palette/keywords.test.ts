/** Commands are found by what they are called elsewhere, in German and in English. */
import { expect, test } from "vitest";
import { commands } from "../../commands/registry.ts";
import { described, fitting } from "./keywords.ts";

const all = [
  { id: "later", name: "Later …" },
  { id: "give", name: "Give to …" },
  { id: "readers", name: "Who may read this …" },
  { id: "priority", name: "Priorität …" },
  { id: "note", name: "Write a note" },
  { id: "link", name: "Link with …" },
];

test.each([
  ["snooze", ["later"]],
  ["Wiedervorlage", ["later"]],
  ["assign", ["give"]],
  ["zuweis", ["give"]],
  ["confid", ["readers"]],
  ["vertraul", ["readers"]],
  ["prioritat", ["priority"]],
  ["hand over", ["give"]],
  ["write internal", ["note"]],
  ["nothing like it", []],
])("%s finds %j", (typed, ids) => {
  expect(fitting(typed, all).map(({ id }) => id)).toEqual(ids);
});

test("what is called so comes before what is called so elsewhere", () => {
  const two = [
    { id: "merge", name: "Zusammenführen mit …" },
    { id: "x", name: "Mit mir verbinden" },
  ];
  expect(fitting("verbinden", two).map(({ id }) => id)).toEqual(["x", "merge"]);
});

test("only commands that are there are described", () => {
  const ids = new Set(commands.get().map(({ id }) => id));
  expect(described.filter((id) => !ids.has(id))).toEqual([]);
});
