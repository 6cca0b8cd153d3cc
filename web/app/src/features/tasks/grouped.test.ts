/** Tasks stand by when they are due. */
import { expect, test } from "vitest";
import { grouped } from "./grouped.ts";

const now = new Date("2026-11-25T12:00:00");
const task = (id: string, due: string | null, done = false) => ({
  id,
  due_at: due && new Date(due).toISOString(),
  done,
  position: 1,
});

test("over, today, later on, whenever, done; the next due first", () => {
  const all = [
    task("e", null),
    task("d", "2026-12-01T09:00:00"),
    task("c", "2026-11-26T09:00:00"),
    task("b", "2026-11-25T23:00:00"),
    task("a", "2026-11-25T11:00:00"),
    task("f", "2026-11-25T11:00:00", true),
  ];
  const found = grouped(all, now).map(([group, some]) => [group, some.map((t) => t.id).join("")]);
  expect(found).toEqual([
    ["over", "a"],
    ["today", "b"],
    ["soon", "cd"],
    ["whenever", "e"],
    ["done", "f"],
  ]);
});

test("what nobody has is not shown as an empty part", () => {
  expect(grouped([], now)).toEqual([]);
});
