/** Who gets an answer, who is new in it, who falls out. */
import { expect, test } from "vitest";
import type { Detail, Person } from "../../api/types.ts";
import { everyone, recipientsOf, unusual, withRole } from "./recipients.ts";

const who = (name: string): Person => ({ name, address: `${name.toLowerCase()}@x.example` });
const [jana, empfang, max] = [who("Jana"), who("Empfang"), who("Max")];
const part = (one: Person, stranger = false) => ({ ...one, role: "to" as const, stranger });
const roles = { to: [jana], cc: [empfang], bcc: [] };
const detail = {
  address: "support@acme.example",
  identities: [{ address: "anna@acme.example" }],
  participants: [part(jana), part(empfang), part(max, true)],
  reply_to: [jana],
  reply_cc: [empfang],
  messages: [],
  appeared: [],
  missing: [],
} as unknown as Detail;

test("those who get it come first, who takes part and does not stands aside", () => {
  const all = recipientsOf(roles, detail);
  expect(all.map((one) => [one.person.name, one.role, one.stranger])).toEqual([
    ["Jana", "to", false],
    ["Empfang", "cc", false],
    ["Max", "aside", true],
  ]);
});

test.each([
  ["to copy", jana, "cc", { to: [], cc: [empfang, jana], bcc: [] }],
  ["not now", empfang, "aside", { to: [jana], cc: [], bcc: [] }],
  ["hidden", max, "bcc", { to: [jana], cc: [empfang], bcc: [max] }],
  [
    "written otherwise, still the same",
    { name: "", address: "JANA@x.example" },
    "aside",
    { to: [], cc: [empfang], bcc: [] },
  ],
] as const)("%s", (_, person, role, expected) => {
  expect(withRole(roles, person, role)).toEqual(expected);
});

test("answer all takes in who fell out and the last mail, never ourselves and never strangers", () => {
  const last = {
    automatic: null,
    from: jana,
    to: [who("Lager"), { name: "", address: "Support@acme.example" }],
    cc: [],
  };
  const all = everyone({
    ...detail,
    missing: [who("Chefin")],
    messages: [last],
  } as unknown as Detail);
  expect(all.to).toEqual([jana]);
  expect(all.cc.map((one) => one.name)).toEqual(["Empfang", "Chefin", "Lager"]);
});

test.each([
  ["all as expected", {}, [[], [], []]],
  ["somebody new", { appeared: [empfang] }, [["Empfang"], [], []]],
  ["somebody new, but left out", { appeared: [max] }, [[], [], []]],
  ["somebody falls out", { missing: [max] }, [[], ["Max"], []]],
  ["somebody falls out, but is taken in", { missing: [empfang] }, [[], [], []]],
  ["the writer left somebody out", { reply_cc: [empfang, max] }, [[], [], ["Max"]]],
] as [string, Partial<Detail>, string[][]][])("%s", (_, more, expected) => {
  const { appeared, missing, narrowed } = unusual(roles, { ...detail, ...more });
  expect([appeared, missing, narrowed].map((some) => some.map((one) => one.name))).toEqual(
    expected,
  );
});
