/** Values are shown as people write them, and only what is different is sent. */
import { expect, test } from "vitest";
import type { Attribute } from "../types.ts";
import { changes, known } from "./values.ts";

const CITY: Attribute = { key: "city", label: "Ort", kind: "text", choices: [], asked: false };
const SIZE: Attribute = { ...CITY, key: "size", label: "Größe", kind: "number" };
const BORN: Attribute = { ...CITY, key: "born", label: "Geboren", kind: "date" };

test.each([
  ["de", ["Bonn", "1234,5", "3. Mai 1980"]],
  ["en", ["Bonn", "1234.5", "3 May 1980"]],
])("in %s, in the order of the list, without what is not known", (language, wanted) => {
  const values = { born: "1980-05-03", city: "Bonn", size: 1234.5, gone: "x" };
  expect(known(values, [CITY, SIZE, BORN], language).map((one) => one.text)).toEqual(wanted);
  expect(known({ city: "" }, [CITY, SIZE], language)).toEqual([]);
});

test("sends what is different; an emptied field takes the value away", () => {
  const before = { city: "Bonn", size: 3 };
  expect(changes(before, { city: " Bonn ", size: "3" })).toEqual({});
  expect(changes(before, { city: "", size: "4", born: "1980-05-03" })).toEqual({
    city: null,
    size: "4",
    born: "1980-05-03",
  });
});
