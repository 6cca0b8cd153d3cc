/** Keys mean commands: pairs, shift, text fields, and nothing twice. */
import { expect, test } from "vitest";
import { typedAhead } from "../lib/typedAhead.ts";
import { commands } from "./registry.ts";
import { listen, match, named, pressed } from "./keys.ts";
import { overlay, scene, targets, type Scene, type Subject } from "./scene.ts";
import { extended, toggled } from "./selection.ts";
import { beside, neighbour } from "./walk.ts";

const subject = (id: string, more: Partial<Subject> = {}): Subject => ({
  id,
  address_id: "1",
  state: "open",
  status: null,
  assignee: null,
  team: null,
  labels: [],
  priority: 0,
  due_at: null,
  starred: false,
  followed: false,
  seen_up_to: 1,
  unread: false,
  subject: "",
  ...more,
});
const at: Scene = {
  ...scene.get(),
  rows: [subject("a"), subject("b")],
  at: "a",
  open: subject("a"),
};
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
  ["x", "select"],
  ["Shift+J", "extend-down"],
  ["a", "reply-all"],
  ["f", "forward"],
  ["h", "later"],
  ["y", "archive"],
  ["p", "priority"],
  ["d", "due"],
  ["l", "label"],
  ["v", "move"],
  ["m", "merge"],
  ["s", "star"],
  ["w", "follow"],
  ["!", "spam"],
  ["#", "trash"],
  ["z", "undo"],
  ["[", "close-previous"],
  ["]", "close-next"],
  ["Escape", null], // nothing is selected
  ["Shift+E", null], // it is open already
])("%s means %s", (keys, id) => {
  expect(found(keys)).toBe(id);
});

test("g and a letter are one; the letter alone is another", () => {
  expect(found("i", { before: "g" })).toBe("go-open");
  expect(found("i")).toBe("take");
});

test.each([
  ["g m", "go-mine"],
  ["g u", "go-unassigned"],
  ["g t", "go-tasks"],
  ["g d", "go-drafts"],
  ["g s", "go-starred"],
  ["g l", "go-later"],
  ["g n", "go-mentions"],
])("%s leads to %s", (keys, id) => {
  const [before = "", then = ""] = keys.split(" ");
  expect(found(then, { before })).toBe(id);
});

test.each([
  ["[ with AltGr on Windows", { key: "[", ctrlKey: true, altKey: true }, "["],
  ["] with Option on a Mac", { key: "]", ctrlKey: false, altKey: true }, "]"],
  ["Ctrl+Alt+N stays one", { key: "n", ctrlKey: true, altKey: true }, "Ctrl+Alt+N"],
  ["Alt+1 belongs to the browser", { key: "1", ctrlKey: false, altKey: true }, "Alt+1"],
])("%s", (_, event, name) => {
  expect(named(pressed({ metaKey: false, ...event }))).toBe(name);
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
  expect(neighbour({ ...at, at: null, open: null, cursor: null }, 1)).toBe("a");
});

test("the keys know where they are before the page does", () => {
  const quick: Scene = { ...at, at: "b", open: subject("a") }; // "b" is on its way
  expect(targets(quick).map((one) => one.id)).toEqual(["b"]);
  expect(neighbour(quick, -1)).toBe("a");
});

const five: Scene = {
  ...at,
  at: null,
  open: null,
  cursor: "c",
  rows: [..."abcde"].map((id) => subject(id)),
};

test.each([
  ["the next that stays", ["c"], "d"],
  ["over others that leave", ["c", "d"], "e"],
  ["back when nothing follows", ["c", "d", "e"], "b"],
  ["nowhere when all leave", ["a", "b", "c", "d", "e"], null],
])("after acting it goes on to %s", (_, leaving, next) => {
  expect(beside(five, new Set(leaving))).toBe(next);
});

test("selecting: one, off again, a stretch, and back", () => {
  const one = { ...five, ...toggled(five, "b") };
  expect(one.selected).toEqual(["b"]);
  expect(toggled(one, "b").selected).toEqual([]);
  const more = { ...one, ...extended(one, "d") };
  expect([...more.selected].sort()).toEqual(["b", "c", "d"]);
  expect(targets(more).map((row) => row.id)).toEqual(["b", "c", "d"]);
});

test("a row that was pointed at comes before what is selected", () => {
  expect(targets({ ...five, selected: ["a", "b"], aim: "e" }).map((row) => row.id)).toEqual(["e"]);
});

test("what is selected beyond the shown rows is acted on as well", () => {
  const now = { ...five, selected: ["a", "z"], beyond: [subject("z")] };
  expect(targets(now).map((row) => row.id)).toEqual(["a", "z"]);
});

test("what is typed before the palette has come is kept for its field, and does nothing else", () => {
  const stop = listen();
  const press = (key: string, more: KeyboardEventInit = {}) =>
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));
  press("k", { ctrlKey: true });
  expect(overlay.get()).toBe("palette");
  for (const key of ["c", "Shift", "l", "o", " "]) press(key);
  expect([overlay.get(), typedAhead.get()]).toEqual(["palette", "clo "]);
  const portal = document.createElement("div");
  portal.dataset["portal"] = "true";
  const item = portal.appendChild(document.createElement("button"));
  document.body.append(portal);
  const space = new KeyboardEvent("keydown", { key: " ", bubbles: true, cancelable: true });
  item.dispatchEvent(space);
  expect([space.defaultPrevented, typedAhead.get()]).toEqual([false, "clo "]);
  portal.remove();
  overlay.set(null);
  expect(typedAhead.get()).toBe("");
  stop();
});

test("who wants no single keys loses none of what is typed ahead either", () => {
  const stop = listen();
  const before = scene.get();
  scene.set({ ...before, me: { shortcuts: false } as Scene["me"] });
  overlay.set("palette");
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "c", bubbles: true }));
  expect(typedAhead.get()).toBe("c");
  overlay.set(null);
  scene.set(before);
  stop();
});
