/** What is typed after an @, who is meant, who would have to be let in. */
import { expect, test } from "vitest";
import type { Mentionable } from "../../sync/together.ts";
import { named, offered, outside, spoken, typing } from "./mentions.ts";

const person = (name: string, sees = true): Mentionable => ({
  address: `${name.split(" ")[0]?.toLowerCase() ?? ""}@acme.example`,
  name,
  kind: "person",
  sees,
});
const team: Mentionable = {
  address: "second-level",
  name: "Second Level",
  kind: "team",
  sees: true,
};
const cem = person("Cem Arslan", false);
const all = [person("Anna Keller"), person("Ben Yilmaz"), cem, team];

test.each([
  ["@", ""],
  ["Hallo @be", "be"],
  ["Hallo\n@second-l", "second-l"],
  ["(@ann", "ann"],
  ["@ben ", null],
  ["jana@praxis", null],
  ["nothing", null],
])("%j: %j is being typed", (text, expected) => {
  expect(typing(text)).toBe(expected);
});

test("people come before teams, who sees it before who does not, and never oneself", () => {
  const names = offered(all, "", "anna@acme.example").map((one) => one.name);
  expect(names).toEqual(["Ben Yilmaz", "Cem Arslan", "Second Level"]);
});

test.each([
  ["ars", ["Cem Arslan"]],
  ["CE", ["Cem Arslan"]],
  ["lev", ["Second Level"]],
  ["eller", []],
])("%s offers %j", (typed, expected) => {
  expect(offered(all, typed, undefined).map((one) => one.name)).toEqual(expected);
});

test("two people with the same beginning are called by their whole address", () => {
  const other = { ...person("Ben Other"), address: "ben@other.example" };
  expect(spoken(other, [...all, other])).toBe("ben@other.example");
  expect(spoken(cem, all)).toBe("cem");
});

test.each([
  ["@ben and @second-level.", ["Ben Yilmaz", "Second Level"]],
  ["mail to ben@acme.example", []],
  ["@Ben, please", ["Ben Yilmaz"]],
  ["@benjamin", []],
])("%s calls %j", (text, expected) => {
  expect(named(text, all).map((one) => one.name)).toEqual(expected);
});

test.each([
  ["@cem please", ["Cem Arslan"]],
  ["@ben please", []],
  ["@second-level please", ["Cem Arslan"]], // he is in it
])("%s lets in %j", (text, expected) => {
  const teams = [{ id: "1", name: "Second Level", members: [cem.address, "ben@acme.example"] }];
  expect(outside(text, all, teams).map((one) => one.name)).toEqual(expected);
});
