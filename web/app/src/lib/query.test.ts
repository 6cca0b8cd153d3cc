/** What the screen reads out of a query. */
import { describe, expect, test } from "vitest";
import { flatParts, marked, taken, without, wordsOf } from "./query.ts";

const parts = (q: string) => flatParts(q)?.map(({ field, value, not }) => [field, value, not]);

test.each<[string, unknown]>([
  ["", []],
  ["rechnung", [["", "rechnung", false]]],
  [
    "from:jana -is:closed",
    [
      ["from", "jana", false],
      ["is", "closed", true],
    ],
  ],
  [
    'subject:"offene rechnung" x',
    [
      ["subject", "offene rechnung", false],
      ["", "x", false],
    ],
  ],
  ["waiting:>4h", [["waiting", ">4h", false]]],
  ["a OR b", undefined],
  ["(a b)", undefined],
])("%s falls into its parts", (q, expected) => {
  expect(parts(q)).toEqual(expected);
});

test("a part can be taken out", () => {
  const q = "from:jana  is:open rechnung";
  const [, open] = flatParts(q) ?? [];
  expect(open && without(q, open)).toBe("from:jana rechnung");
});

test.each([
  ["rechnung from:jana", ["rechnung"]],
  ["-spam subject:lieferung (a OR tisch)", ["lieferung", "tisch"]],
  ['"offene rechnung"', ["offene", "rechnung"]],
])("%s: the words to mark", (q, expected) => {
  expect(wordsOf(q)).toEqual(expected);
});

describe("marked", () => {
  const hits = (text: string, ...words: string[]) =>
    marked(text, words).flatMap(({ text: piece, hit }) => (hit ? [piece] : []));
  test("finds other endings, accents and cases", () => {
    expect(hits("Die Rechnungen und Größen", "rechnung", "grosse")).toEqual(["Rechnungen"]);
    expect(hits("Cafés im Café", "cafe")).toEqual(["Cafés", "Café"]);
  });
  test("does not mark a longer word that only begins alike", () => {
    expect(hits("Tischtennisplatte am Tisch", "tisch")).toEqual(["Tisch"]);
  });
  test("keeps every character", () => {
    const text = "Wo ist, bitte, mein Tisch?";
    expect(
      marked(text, ["tisch"])
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });
});

test.each<[string, string, number, number, string, number]>([
  ["fr", "from:", 0, 2, "from:", 5],
  ["from:ja", "from:jana@x.org", 0, 7, "from:jana@x.org ", 16],
  ["is:o tisch", "is:open ", 0, 4, "is:open tisch", 8],
  ["-la", "-label:", 0, 3, "-label:", 7],
])("%s with %s", (text, insert, from, to, becomes, at) => {
  expect(taken(text, { insert, label: "", kind: "value", from, to })).toEqual({
    text: becomes,
    at,
  });
});
