/** Saved replies are filled as they will be sent, and a slip of the pen is seen. */
import { expect, test } from "vitest";
import { filled, unknown } from "./variables.ts";

test.each<[string, string]>([
  ["Guten Tag {{contact.name}},", "Guten Tag Jana Weiß,"],
  ["Hallo {{ contact.first_name | zusammen }}!", "Hallo Jana!"],
  ["{{me.name}} · {{address.email}}", "Anna Keller · support@acme.example"],
  ["{{contact.nmae}}", "{{contact.nmae}}"],
  ["nur {einfach} und {{}}", "nur {einfach} und {{}}"],
  ["", ""],
])("%s", (text, expected) => {
  expect(
    filled(text)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(expected);
});

test("an unknown name is named", () => {
  expect(unknown("{{contact.nmae}} {{me.name}}")).toEqual(["{{contact.nmae}}"]);
});
