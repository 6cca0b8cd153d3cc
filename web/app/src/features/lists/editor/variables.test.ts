/** Variables in a line, and the line as it reads without them. */
import { expect, test } from "vitest";
import { inPlainWords, written } from "./variables.ts";

test.each([
  ["{{first_name|Hallo}}, so haben wir offen", "Hallo, so haben wir offen"],
  ["Neues {{attr.city}} und {{name|Sie}}", "Neues  und Sie"],
  ["{{kaputt", "{{kaputt"],
])("%s reads as %s", (line, said) => expect(inPlainWords(line)).toBe(said));

test("a fallback cannot end its own variable", () => {
  expect(written("name", "a}}b|c")).toBe("{{name|a  b c}}");
});
