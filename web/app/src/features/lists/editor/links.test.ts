/** Targets as people type them. */
import { expect, test } from "vitest";
import { completed } from "./links.ts";

test.each([
  ["https://acme.example/neu", "https://acme.example/neu"],
  [" acme.example ", "https://acme.example"],
  ["acme.example/neu?x=1", "https://acme.example/neu?x=1"],
  ["jana@acme.example", "mailto:jana@acme.example"],
  ["tel:+49301234", "tel:+49301234"],
  ["{{web_url}}", "{{web_url}}"],
  ["javascript:alert(1)", ""],
  ["zwei worte", ""],
  ["", ""],
  ["https://", ""],
])("%s → %s", (typed, target) => {
  expect(completed(typed)).toBe(target);
});
