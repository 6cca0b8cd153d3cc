/** Codes of servers as sentences. */
import { i18n } from "@lingui/core";
import { expect, test } from "vitest";
import { happened, inWords } from "./fates.ts";
import type { Recipient } from "./remote.ts";

test.each([
  ["550 5.1.1", /no such mailbox/],
  ["5.2.2", /full/],
  ["452 4.2.2", /full/],
  ["421 4.7.0", /slower/],
  ["550 5.7.1", /refuses/],
  ["550 5.7.26", /verify/],
  ["451", /patience/],
  ["5.1.10", /takes no mail/],
])("%s", (code, words) => {
  const found = inWords(code);
  expect(found && i18n._(found)).toMatch(words);
});

test.each(["", "250", "x"])("%j says nothing", (code) => {
  expect(inWords(code)).toBeNull();
});

test("a complaint weighs more than a click", () => {
  const one = {
    complained_at: "2026-11-23T12:00:00Z",
    clicked_at: "2026-11-23T11:00:00Z",
    bounced_at: null,
    unsubscribed_at: null,
    answered_at: null,
  } as Recipient;
  expect(happened(one)).toEqual(["complained", "clicked"]);
});
