/** Saved replies: what fits, in which order, and which holes are left. */
import { expect, test } from "vitest";
import type { SavedReply } from "../../api/types.ts";
import { asHtml, byFolder, found, marked } from "./saved.ts";
import { sorted } from "./picture.ts";

const reply = (name: string, folder = "", text = ""): SavedReply => ({
  id: name,
  name,
  folder,
  text,
  html: "",
  for: "all",
  address: null,
});
const all = [reply("Retoure", "Versand", "Den Schein"), reply("Danke"), reply("Ersatz", "Versand")];

test("what has no folder comes first, then folders and names by the alphabet", () => {
  expect(byFolder(all).map(([folder, some]) => [folder, some.map((one) => one.name)])).toEqual([
    ["", ["Danke"]],
    ["Versand", ["Ersatz", "Retoure"]],
  ]);
});

test.each([
  ["", ["Danke", "Ersatz", "Retoure"]],
  ["schein", ["Retoure"]],
  ["versand ersatz", ["Ersatz"]],
  ["nothing", []],
])("%j finds %j", (typed, expected) => {
  expect(found(all, typed).map((one) => one.name)).toEqual(expected);
});

test("what nobody could fill is marked", () => {
  expect(marked("Dear {{contact.title}}, hello")).toEqual([
    { text: "Dear ", open: false },
    { text: "{{contact.title}}", open: true },
    { text: ", hello", open: false },
  ]);
});

test("text becomes paragraphs, never markup", () => {
  expect(asHtml("a < b & c\n<img>")).toBe("<p>a &lt; b &amp; c</p><p>&lt;img></p>");
  expect(asHtml("")).toBe("");
});

test("pictures stand in the text, other files hang on the mail", () => {
  const png = new File([""], "a.png", { type: "image/png" });
  const svg = new File([""], "a.svg", { type: "image/svg+xml" });
  expect(sorted([png, svg])).toEqual({ pictures: [png], others: [svg] });
});
