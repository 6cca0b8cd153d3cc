/** Typing an address, and what is kept of it. */
import { beforeEach, describe, expect, test } from "vitest";
import { EMPTY, firstName, forget, keep, load, typed, whole } from "./draft.ts";

beforeEach(() => sessionStorage.clear());

describe("kept for the tab", () => {
  test("comes back as it was, and is gone when forgotten", () => {
    const draft = { ...EMPTY, local: "hilfe", answers: { direction: "both" } };
    keep(sessionStorage, draft);
    expect(load(sessionStorage)).toEqual(draft);
    forget(sessionStorage);
    expect(load(sessionStorage)).toEqual(EMPTY);
  });

  test.each(["{", "null", "[]", '{"local":1}', '"x"'])(
    "%s in the storage begins afresh",
    (text) => {
      sessionStorage.setItem("tripost.new-address", text);
      expect(load(sessionStorage)).toEqual(EMPTY);
    },
  );
});

test.each([
  ["Hilfe", "acme.example", "hilfe@acme.example"],
  ["", "acme.example", ""],
  ["hilfe", "", ""],
])("%j at %j is %j", (local, domain, address) => {
  expect(whole({ ...EMPTY, local, domain })).toBe(address);
});

test("a pasted whole address chooses its domain when it is ours", () => {
  const domains = ["acme.example", "acme.test"];
  const draft = { ...EMPTY, domain: "acme.example" };
  expect(whole(typed(draft, " hilfe@acme.test", domains))).toBe("hilfe@acme.test");
  expect(whole(typed(draft, "hilfe@elsewhere.example", domains))).toBe("hilfe@acme.example");
  expect(typed(draft, "kunden hilfe", domains).local).toBe("kundenhilfe");
});

test.each([
  ["hilfe", "Hilfe"],
  ["kunden-hilfe", "Kunden Hilfe"],
  ["a.b_c", "A B C"],
  ["", ""],
])("%j introduces itself as %j", (local, name) => {
  expect(firstName(local)).toBe(name);
});
