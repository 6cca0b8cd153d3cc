/** Every way between two modes is described. */
import { expect, test } from "vitest";
import type { Mode } from "../../api/types.ts";
import { changesBetween, keptLines, warned } from "./switching.ts";

const MODES: Mode[] = ["list", "mailbox", "inbox"];

test.each(
  MODES.flatMap((from) => MODES.filter((to) => to !== from).map((to) => [from, to] as const)),
)("%s to %s says at least two things", (from, to) => {
  expect(changesBetween(from, to).length).toBeGreaterThanOrEqual(2);
});

test("staying says nothing", () => {
  expect(changesBetween("inbox", "inbox")).toEqual([]);
});

test("what stays is counted; nothing and the unknown are left out", () => {
  const lines = keptLines({
    from: "inbox",
    to: "list",
    keeps: [
      { code: "conversations", count: 12 },
      { code: "notes", count: 0 },
      { code: "something-new", count: 3 },
    ],
    changes: [],
    warnings: [],
  });
  expect(lines.map((line) => line.code)).toEqual(["conversations"]);
});

test("a warning takes its number from the server's sentence", () => {
  expect(warned("leaving", "3 mails are on their way out.")?.values).toMatchObject({ count: 3 });
  expect(warned("something-new", "Mind the gap.")).toBeUndefined();
});
