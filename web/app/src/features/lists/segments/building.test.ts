/** A click adds a piece to the question, once. */
import { expect, test } from "vitest";
import { appended, ofAttribute } from "./building.ts";

const whole = { key: "answered", text: "answered:90d", open: false };
const begun = { key: "wrote", text: "wrote:", open: true };

test.each([
  ["", whole, "answered:90d "],
  ["language:de", whole, "language:de answered:90d "],
  ["answered:90d language:de", whole, "answered:90d language:de"],
  ["answered:900d", whole, "answered:900d answered:90d "],
  ["language:de ", begun, "language:de wrote:"],
])("%j and a piece: %j", (query, piece, wanted) => {
  expect(appended(query, piece)).toBe(wanted);
});

test("a number is compared, all else is named", () => {
  const city = { key: "city", label: "Ort", kind: "text" as const, choices: [], asked: false };
  expect(ofAttribute(city).text).toBe("attr.city:");
  expect(ofAttribute({ ...city, kind: "number" }).text).toBe("attr.city:>");
});
