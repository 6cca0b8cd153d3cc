/** Who stands where in the next answer; what becomes of own fields. */
import { expect, test } from "vitest";
import type { Detail } from "../../api/types.ts";
import { withField } from "./fields.ts";
import { partsOf } from "./parts.ts";

const who = (name: string) => ({ name, address: `${name.toLowerCase()}@x.example` });

test("the next answer decides the role; who is not in it stands aside", () => {
  const parts = partsOf({
    reply_to: [{ name: "", address: "JANA@x.example" }],
    reply_cc: [who("Empfang")],
    participants: [
      { ...who("Jana"), role: "from", stranger: false },
      { ...who("Max"), role: "aside", stranger: true },
    ],
  } as unknown as Detail);
  expect(parts.map((one) => [one.name, one.role, one.stranger])).toEqual([
    ["Jana", "to", false],
    ["Empfang", "cc", false],
    ["Max", "aside", true],
  ]);
});

const number = { name: "Number", value: "1", protected: false };

test.each([
  ["a new one", [], number, [number]],
  ["another value", [number], { ...number, value: "2" }, [{ ...number, value: "2" }]],
  ["without a value it goes", [number], { ...number, value: "" }, []],
])("%s", (_, before, field, after) => {
  expect(withField(before, field)).toEqual(after);
});
