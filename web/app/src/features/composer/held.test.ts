/** Why a draft was held: what the event says, else what is newer than its writer had seen. */
import { expect, test } from "vitest";
import type { Detail, Draft } from "../../api/types.ts";
import { heldBack, waited } from "./held.ts";

const draft = { id: "d", author: "anna", seen_up_to: 2, held: { reason: "crossing" } } as Draft;
const detail = {
  messages: [
    { number: 1, author: null },
    { number: 3, author: null },
    { number: 4, author: "anna" },
    { number: 6, author: "ben" },
  ],
  notes: [{ number: 5, author: "ben" }],
  events: [],
} as unknown as Detail;
const told = {
  kind: "send_held",
  data: { draft: "d", newer: [6] },
} as unknown as Detail["events"][0];

const numbers = (some: Detail, one: Draft | undefined) =>
  heldBack(some, one)?.newer.map((entry) => entry.number);

test.each([
  ["what is newer and not mine, in order", detail, draft, [3, 5, 6]],
  ["the event knows better", { ...detail, events: [told] }, draft, [6]],
  ["a draft that is not held", detail, { ...draft, held: null }, undefined],
  ["no draft", detail, undefined, undefined],
  ["all of it is gone by now", { ...detail, messages: [], notes: [] }, draft, undefined],
])("%s", (_, some, one, expected) => {
  expect(numbers(some, one)).toEqual(expected);
});

test("it waited for its time when an event tells so", () => {
  expect(waited(detail, draft)).toBe(false);
  expect(waited({ ...detail, events: [told] }, draft)).toBe(true);
});
