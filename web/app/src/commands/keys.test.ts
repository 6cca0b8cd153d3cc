/** Keys mean commands: pairs, shift, text fields, and nothing twice. */
import { expect, test } from "vitest";
import { commands } from "./registry.ts";
import { match, named } from "./keys.ts";
import { scene, type Scene, type Subject } from "./scene.ts";
import { neighbour } from "./walk.ts";

const subject = (id: string, more: Partial<Subject> = {}): Subject => ({
  id,
  address_id: "1",
  state: "open",
  assignee: null,
  labels: [],
  seen_up_to: 1,
  unread: false,
  subject: "",
  ...more,
});
const at: Scene = { ...scene.get(), rows: [subject("a"), subject("b")], open: subject("a") };
const all = commands.get();
const found = (name: string, { before = "", typing = false, now = at } = {}) => {
  const one = match(all, name, { before, typing, scene: now });
  return one === null || one === "begun" ? one : one.id;
};

test.each([
  [{ key: "e", ctrl: false, alt: false }, "e"],
  [{ key: "E", ctrl: false, alt: false }, "Shift+E"],
  [{ key: "k", ctrl: true, alt: false }, "Ctrl+K"],
  [{ key: "?", ctrl: false, alt: false }, "?"],
  [{ key: "]", ctrl: false, alt: false }, "]"],
])("%o is called %s", (pressed, name) => {
  expect(named(pressed)).toBe(name);
});

test.each([
  ["e", "close"],
  ["r", "reply"],
  ["n", "note"],
  ["i", "take"],
  ["j", "next"],
  ["/", "search"],
  ["?", "help"],
  ["g", "begun"],
  ["x", null],
  ["Shift+E", null], // it is open already
])("%s means %s", (keys, id) => {
  expect(found(keys)).toBe(id);
});

test("g and a letter are one; the letter alone is another", () => {
  expect(found("i", { before: "g" })).toBe("go-open");
  expect(found("i")).toBe("take");
});

test("in a text field only what works everywhere does", () => {
  expect(found("e", { typing: true })).toBeNull();
  expect(found("Ctrl+K", { typing: true })).toBe("palette");
});

test("no two commands that can be done at once have the same keys or the same id", () => {
  const ids = all.map((one) => one.id);
  expect(new Set(ids).size).toBe(ids.length);
  const keys = all.flatMap((one) => (one.keys ? [one.keys] : []));
  expect(new Set(keys).size).toBe(keys.length);
});

test("walking stops at the ends of the list", () => {
  expect(neighbour(at, 1)).toBe("b");
  expect(neighbour(at, -1)).toBeNull();
  expect(neighbour({ ...at, open: null, cursor: null }, 1)).toBe("a");
});
