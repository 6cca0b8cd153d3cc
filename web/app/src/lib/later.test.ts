/** Times that are offered lie ahead, in order, and apart. */
import { expect, test } from "vitest";
import { farther, moments } from "./later.ts";

const at = (text: string) => new Date(text);

test.each([
  ["a Wednesday morning", "2026-11-25T09:10:00", "hours evening tomorrow monday week month"],
  [
    "in the afternoon, evening comes first",
    "2026-11-25T16:20:00",
    "evening hours tomorrow monday week month",
  ],
  ["late in the evening", "2026-11-25T21:00:00", "hours tomorrow monday week month"],
  ["a Sunday: tomorrow is Monday", "2026-11-22T12:00:00", "hours evening tomorrow week month"],
  [
    "at three, evening is in three hours",
    "2026-11-25T15:00:00",
    "hours tomorrow monday week month",
  ],
  [
    "a Monday: next Monday is in a week",
    "2026-11-23T09:00:00",
    "hours evening tomorrow monday month",
  ],
])("on %s", (_, now, keys) => {
  const found = farther(at(now));
  expect(found.map((one) => one.key).join(" ")).toBe(keys);
  const times = found.map((one) => one.at.getTime());
  expect([...times].sort((a, b) => a - b)).toEqual(times);
  expect(Math.min(...times)).toBeGreaterThan(at(now).getTime());
});

test("in three hours means a quarter of an hour one can say", () => {
  expect(farther(at("2026-11-25T09:10:40"))[0]?.at).toEqual(at("2026-11-25T12:15:00"));
});

test("sending later offers nothing that is past", () => {
  expect(moments(at("2026-11-25T17:00:00")).map((one) => one.key)).toEqual([
    "hour",
    "tomorrow",
    "monday",
  ]);
});
