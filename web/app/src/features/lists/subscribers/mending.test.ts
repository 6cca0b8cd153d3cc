/** What was meant takes the place of what was typed, and nothing else moves. */
import { expect, test } from "vitest";
import { mended, mends } from "./mending.ts";

test.each([
  [
    "a typo anywhere",
    "a@b.de\nJana <jana@gmial.com>",
    0,
    "jana@gmial.com",
    "jana@gmail.com",
    "a@b.de\nJana <jana@gmail.com>",
  ],
  ["whatever the case", "Jana@GMIAL.com", 0, "jana@gmial.com", "jana@gmail.com", "jana@gmail.com"],
  ["only in its line", "x.y\nx.y", 2, "x.y", "x@y.de", "x.y\nx@y.de"],
  [
    "whole addresses only",
    "jan@gmial.com, an@gmial.com",
    0,
    "an@gmial.com",
    "an@gmail.com",
    "jan@gmial.com, an@gmail.com",
  ],
  [
    "Windows lines stay",
    "a@b.de\r\njo@gmial.com\r\n",
    0,
    "jo@gmial.com",
    "jo@gmail.com",
    "a@b.de\r\njo@gmail.com\r\n",
  ],
  ["what is gone changes nothing", "a@b.de", 0, "jo@gmial.com", "jo@gmail.com", "a@b.de"],
])("%s", (_, text, line, from, to, wanted) => {
  expect(mended(text, { line, from, to })).toBe(wanted);
});

test("offers what the preview suggests, unreadable lines first", () => {
  const found = mends({
    valid: [
      { address: "jo@gmial.com", name: "", state: "new", suggestion: "jo@gmail.com" },
      { address: "a@b.de", name: "", state: "new", suggestion: null },
    ],
    invalid: [{ line: 3, text: "eva(at)web.de", reason: "no-at", suggestion: "eva@web.de" }],
  });
  expect(found).toEqual([
    { line: 3, from: "eva(at)web.de", to: "eva@web.de" },
    { line: 0, from: "jo@gmial.com", to: "jo@gmail.com" },
  ]);
});
