/** The preview obeys the button, not the device. */
import { expect, test } from "vitest";
import { shown } from "./shown.ts";

const mail =
  "<html><head><style>@media (prefers-color-scheme: dark) { td { color: #fff } }</style></head></html>";

test.each([
  [true, "@media (min-width: 0)"],
  [false, "@media (max-width: 0)"],
])("dark %s", (dark, rule) => {
  const page = shown(mail, dark);
  expect(page).toContain(rule);
  expect(page).not.toContain("prefers-color-scheme");
});

test("links open outside of the frame, also without a head", () => {
  expect(shown(mail, false)).toContain('<head><base target="_blank">');
  expect(shown("<p>x</p>", false)).toMatch(/^<base target="_blank">/);
});
