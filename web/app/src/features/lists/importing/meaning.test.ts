/** Columns become what was chosen for them, and what cannot work is said before the file is sent. */
import { expect, test } from "vitest";
import { choiceOf, keyOf, kindOf, meant, troubles, withKind } from "./meaning.ts";

const column = (name: string, guess = "ignore") => ({ name, guess, sample: [] });

test.each([
  ["Straße & Nr.", "strasse_nr"],
  ["Größe", "groesse"],
  ["2. Vorname", "vorname"],
  ["  ", "column_3"],
  ["Été", "ete"],
  ["x".repeat(60), "x".repeat(40)],
])("the key of %j is %j", (name, key) => {
  expect(keyOf(name, 2)).toBe(key);
});

test("a new attribute takes over what was guessed, and keeps its key when its kind changes", () => {
  expect(meant("new", column("Ort", "new:ort:choice"), 0)).toBe("new:ort:choice");
  expect(meant("new", column("Ort", "ignore"), 0)).toBe("new:ort:text");
  expect(meant("email", column("Ort"), 0)).toBe("email");
  expect(withKind("new:ort:text", "date")).toBe("new:ort:date");
  expect([choiceOf("new:ort:date"), kindOf("new:ort:date")]).toEqual(["new", "date"]);
  expect(choiceOf("attribute:ort")).toBe("attribute:ort");
});

const CITY = { key: "ort", label: "Ort", kind: "text" as const, choices: [], asked: false };

test.each([
  [["email", "ignore", "ignore"], null],
  [["name", "ignore"], { trouble: "no-email", places: [] }],
  [["email", "name", "name"], { trouble: "twice", places: [1, 2] }],
  [["email", "attribute:ort", "new:ort:text"], { trouble: "twice", places: [1, 2] }],
  [["email", "new:ort:text"], { trouble: "taken", places: [1] }],
])("%j", (meanings, wanted) => {
  expect(troubles(meanings, [CITY])).toEqual(wanted);
});
