/** Reflowing, links, comparing two answers, the moments of "later". */
import { expect, test } from "vitest";
import { compare } from "./diff.ts";
import { moments } from "./later.ts";
import { links, reflow } from "./reflow.ts";

const long = "a line that was broken by a mail program somewhere near here";

test.each([
  ["a broken line flows on", `${long}\nand goes on`, `${long} and goes on`],
  ["short lines stay", "Viele Grüße\nJana Weiß", "Viele Grüße\nJana Weiß"],
  ["paragraphs stay", `${long}\n\nNext`, `${long}\n\nNext`],
  ["lists stay", `${long}\n- one`, `${long}\n- one`],
  ["quotes stay", `> ${long}\nanswer`, `> ${long}\nanswer`],
])("%s", (_, text, expected) => {
  expect(reflow(text)).toBe(expected);
});

test("links end before the full stop", () => {
  expect(links("See https://acme.example/a?b=1. Bye")).toEqual([
    { text: "See " },
    { text: "https://acme.example/a?b=1", href: "https://acme.example/a?b=1" },
    { text: ". Bye" },
  ]);
});

test("no scheme but http becomes a link", () => {
  expect(links("javascript:alert(1) data:text/html,x").every((part) => !part.href)).toBe(true);
});

test("runs of three equal words are in both, shorter ones are not", () => {
  const [one, other] = compare(
    "the plate comes on Friday. Ben",
    "the plate comes on Friday, Anna on",
  );
  expect(one).toEqual([
    { text: "the plate comes on Friday.", both: true },
    { text: " Ben", both: false },
  ]);
  expect(other[0]).toEqual({ text: "the plate comes on Friday,", both: true });
});

test("two texts come back whole, whatever they share", () => {
  const a = "Guten Tag Frau Weiß,\n\ndie Platte ist unterwegs.";
  const b = "Hallo,\ndie Platte ist unterwegs. Bis dann";
  const [one, other] = compare(a, b);
  expect(one.map((piece) => piece.text).join("")).toBe(a);
  expect(other.map((piece) => piece.text).join("")).toBe(b);
});

test("only moments still to come are offered", () => {
  const keys = (now: Date) => moments(now).map((one) => one.key);
  expect(keys(new Date(2026, 10, 24, 9))).toEqual(["hour", "afternoon", "tomorrow", "monday"]);
  expect(keys(new Date(2026, 10, 24, 18))).toEqual(["hour", "tomorrow", "monday"]);
  expect(keys(new Date(2026, 10, 22, 18))).toEqual(["hour", "tomorrow"]); // Sunday: tomorrow is Monday
});
