/** What the field says is meant in the person's zone. */
import { afterEach, expect, test } from "vitest";
import { setZone } from "../../../lib/zone.ts";
import { fieldOf, momentOf, tomorrow } from "./times.ts";

afterEach(() => void setZone(undefined));

test.each([
  ["Europe/Berlin", "2026-12-01T09:30", "2026-12-01T08:30:00.000Z"],
  ["Asia/Tokyo", "2026-12-01T09:30", "2026-12-01T00:30:00.000Z"],
  ["Europe/Berlin", "2026-07-01T09:05", "2026-07-01T07:05:00.000Z"],
])("in %s %s is %s", (zone, field, moment) => {
  setZone(zone);
  expect(momentOf(field)?.toISOString()).toBe(moment);
  expect(fieldOf(new Date(moment))).toBe(field);
});

test("what is no time is no moment; tomorrow is at nine", () => {
  setZone("Europe/Berlin");
  expect(momentOf("")).toBeNull();
  expect(fieldOf(tomorrow(new Date("2026-11-30T23:30:00Z")))).toBe("2026-12-02T09:00");
});
