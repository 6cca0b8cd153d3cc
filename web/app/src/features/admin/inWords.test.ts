/** The next try as people say it, in both languages. */
import { expect, test } from "vitest";
import { inWords } from "./inWords.ts";

const MINUTE = 60_000;

test.each([
  [-5 * MINUTE, "now", "jetzt"],
  [4 * MINUTE, "in 4 min", "in 4 Min."],
  [3 * 60 * MINUTE, "in 3 hr", "in 3 Std."],
  [2 * 24 * 60 * MINUTE, "in 2 days", "in 2 Tagen"],
])("%d ms: %s, %s", (left, english, german) => {
  const plain = (text: string) => text.replace(/\.$/, "").replace("übermorgen", "in 2 Tagen");
  expect(plain(inWords(left, "en"))).toBe(plain(english));
  expect(plain(inWords(left, "de"))).toBe(plain(german));
});
