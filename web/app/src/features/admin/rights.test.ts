/** What follows from giving and taking rights. */
import { describe, expect, test } from "vitest";
import type { Right } from "../../api/types.ts";
import { sights, toggle } from "./rights.ts";

const may = (rights: Right[]): string[] =>
  sights(rights)
    .filter((sight) => sight.may)
    .map((sight) => sight.key);

describe("toggle", () => {
  test.each<[Right[], Right, Right[]]>([
    [[], "read", ["read"]],
    [[], "write_as", ["read", "write_as"]],
    [["read"], "write_on_behalf", ["read", "write_on_behalf"]],
    [["read", "write_as", "manage"], "read", ["manage"]],
    [["read", "write_as"], "write_as", ["read"]],
    [[], "manage", ["manage"]],
    [["read", "write_as"], "own", ["own", "write_as"]],
    [["own", "write_as"], "read", ["read", "write_as"]],
    [["own"], "write_as", ["own", "write_as"]],
    [["own", "write_as", "manage"], "own", ["manage"]],
  ])("%j and a click on %s give %j", (before, right, after) => {
    expect(toggle(before, right)).toEqual(after);
  });
});

describe("sights", () => {
  test("managing alone shows no mail", () => {
    expect(may(["manage"])).toEqual(["settings"]);
  });

  test("only own shows what is given to somebody, and notes there", () => {
    expect(may(["own", "write_as"])).toEqual(["own", "notes", "answer"]);
  });

  test("reading opens mails and notes, but nothing confidential", () => {
    expect(may(["read"])).toEqual(["mails", "notes"]);
    expect(may(["read", "write_as", "write_on_behalf", "manage"])).not.toContain("confidential");
  });
});
