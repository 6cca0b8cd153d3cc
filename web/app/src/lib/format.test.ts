/** Times, sizes, initials: as people say them, in both languages. */
import { expect, test } from "vitest";
import { ago, day, initials, size, stamp, tone } from "./format.ts";

const now = new Date(2026, 10, 23, 12, 0); // a Monday
const at = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

test.each([
  [0.5, "now", "jetzt"],
  [12, "12 min", "12 min"],
  [180, "3 h", "3 Std."],
  [24 * 60 - 340, "yesterday 17:40", "gestern 17:40"],
  [4 * 24 * 60 + 175, "Thu 09:05", "Do 09:05"],
  [260 * 24 * 60, "8 Mar", "8. März"],
])("%d minutes ago is %s, %s", (minutes, en, de) => {
  expect(ago(at(minutes), { now, language: "en" })).toBe(en);
  expect(ago(at(minutes), { now, language: "de" })).toBe(de);
});

test("a mail of today shows the clock, an old one its day", () => {
  expect(stamp(at(30), { now, language: "en" })).toBe("11:30");
  expect(stamp(at(24 * 60), { now, language: "de" })).toBe("gestern 12:00");
  expect(day(new Date(2024, 2, 5).toISOString(), { now, language: "en" })).toBe("5 Mar 2024");
});

test.each([
  [649, "649 B", "649 B"],
  [84_000, "84 kB", "84 kB"],
  [1_840_000, "1.8 MB", "1,8 MB"],
])("%d bytes", (bytes, en, de) => {
  expect(size(bytes, "en")).toBe(en);
  expect(size(bytes, "de")).toBe(de);
});

test.each([
  ["Jana Weiß", "JW"],
  ["Praxis Dr. Weiß", "PW"],
  ["Kanzlei Vogt & Partner", "KP"],
  ["Ahmed El-Sayed", "AS"],
  ["", "JA"],
  ["田中 優希", "田優"],
])("%s has the initials %s", (name, expected) => {
  expect(initials({ name, address: "jana@praxis.example" })).toBe(expected);
});

test("a tone belongs to an address, whatever its case, and is one of twelve", () => {
  expect(tone("Anna@acme.example")).toBe(tone("anna@ACME.example"));
  const all = new Set(Array.from({ length: 300 }, (_, n) => tone(`p${String(n)}@x.example`)));
  expect([...all].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test("the four of the demo world can be told apart", () => {
  const tones = ["anna", "ben", "cem", "dana"].map((name) => tone(`${name}@acme.example`));
  expect(new Set(tones).size).toBe(4);
});
