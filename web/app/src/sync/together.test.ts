/** Tasks keep their order while one is moved; of whom a held send is told. */
import { expect, test } from "vitest";
import type { Task } from "../api/types.ts";
import { heldBy } from "./held.ts";
import { inOrder, moved } from "./together.ts";

const tasks = ["a", "b", "c"].map((id, position) => ({ id, position })) as Task[];
const ids = (some: Task[]) => inOrder(some).map((one) => one.id);

test.each([
  ["down", "a", 1, ["b", "a", "c"]],
  ["to the end", "a", 2, ["b", "c", "a"]],
  ["up", "c", 0, ["c", "a", "b"]],
  ["nowhere", "b", undefined, ["a", "b", "c"]],
  ["one that is gone", "x", 0, ["a", "b", "c"]],
])("%s", (_, id, position, expected) => {
  expect(ids(moved(tasks, id, position))).toEqual(expected);
});

test.each([
  ["mine", { kind: "send.held", actor: "anna", conversation: "1" }, true],
  ["a colleague's", { kind: "send.held", actor: "ben", conversation: "1" }, false],
  ["another kind", { kind: "send.cancelled", actor: "anna", conversation: "1" }, false],
])("%s", (_, change, expected) => {
  expect(heldBy({ ...change, data: { draft: "7" } }, "anna")).toEqual(
    expected ? { conversation: "1", draft: "7" } : null,
  );
});
