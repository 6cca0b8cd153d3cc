/** Only what is different is sent; what is only to be read never is. */
import { expect, test } from "vitest";
import { different, several, setupOf, topicKey } from "./different.ts";
import type { ListSettings } from "./remote.ts";

const SETTINGS = {
  prefix: "[News]",
  topics: [{ key: "a", name: "A", words: [] }],
  nested: ["x@y.de"],
  moderators: [],
  sign_up_url: "",
  archive_url: "",
  feed_url: "",
  usual_consent: { en: "Yes" },
} as unknown as ListSettings;

test("leaves out what is set elsewhere", () => {
  expect(Object.keys(setupOf(SETTINGS))).toEqual(["prefix", "topics"]);
  expect(SETTINGS.nested).toEqual(["x@y.de"]);
});

test("compares what is inside", () => {
  const before = setupOf(SETTINGS);
  expect(different(before, { ...before, topics: [{ key: "a", name: "A", words: [] }] })).toEqual(
    {},
  );
  expect(different(before, { ...before, prefix: "" })).toEqual({ prefix: "" });
});

test("an archive that is opened always says from when on", () => {
  const before = { ...setupOf(SETTINGS), archive: "private" as const, public_since: null };
  expect(different(before, { ...before, archive: "public" })).toEqual({
    archive: "public",
    public_since: null,
  });
  expect(different({ ...before, archive: "public" }, { ...before, archive: "public" })).toEqual({});
});

test.each([
  ["a.de, b.de\n c.de;a.de", ["a.de", "b.de", "c.de"]],
  ["  ", []],
])("%j holds %j", (text, wanted) => {
  expect(several(text)).toEqual(wanted);
});

test.each([
  ["Neues & Größeres", [], "neues-groesseres"],
  ["Neu", ["neu", "neu-2"], "neu-3"],
  ["!!!", [], "topic"],
])("the key of %j beside %j is %j", (name, taken, wanted) => {
  expect(topicKey(name, taken)).toBe(wanted);
});
