/** Keys are called as they are on the keyboard before one. */
import { expect, test } from "vitest";
import { keyNames } from "./keyNames.ts";

test.each([
  ["Ctrl+K", "en", false, "Ctrl K"],
  ["Ctrl+K", "de", false, "Strg K"],
  ["Ctrl+Shift+Enter", "de", false, "Strg Umschalt ↵"],
  ["Ctrl+K", "de", true, "⌘ K"],
  ["g m", "en", false, "G M"],
  ["e", "en", false, "E"],
  ["#", "en", false, "#"],
  ["Escape", "de", false, "Esc"],
  ["", "en", false, ""],
])("%s in %s, on a Mac %s: %s", (keys, language, mac, shown) => {
  expect(keyNames(keys, { language, mac })).toBe(shown);
});
