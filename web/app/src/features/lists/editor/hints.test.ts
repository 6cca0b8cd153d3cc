/** Hints are said in words; what we have no words for says what the server says. */
import { i18n } from "@lingui/core";
import { expect, test } from "vitest";
import { inWords, tidy } from "./hints.ts";
import type { Hint } from "./remote.ts";

const hint = (code: string, data = {}, level: Hint["level"] = "warning"): Hint => ({
  code,
  level,
  block: "",
  data,
});
const say = (one: Hint) => {
  const words = inWords(one);
  return typeof words === "string" ? words : i18n._(words);
};

test.each([
  [hint("unknown-variable", { name: "vorname" }), /vorname/],
  [hint("long-subject", { length: 71 }), /71/],
  [hint("vague-link", { words: "hier" }), /hier/],
  [hint("bad-mjml", { detail: "Line 3: no such tag." }), /Line 3/],
  [hint("of-tomorrow"), /of-tomorrow/],
])("%o", (one, words) => {
  expect(say(one)).toMatch(words);
});

test("errors come first, and nothing twice", () => {
  const found = tidy([hint("capitals"), hint("capitals"), hint("no-subject", {}, "error")]);
  expect(found.map((one) => one.code)).toEqual(["no-subject", "capitals"]);
});
