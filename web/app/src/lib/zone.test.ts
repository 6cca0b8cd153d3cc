/** Times are said in the zone of the person, also across a change of clocks. */
import { afterEach, expect, test } from "vitest";
import { clock, day, soon } from "./format.ts";
import { farther } from "./later.ts";
import { moment, setZone, wall } from "./zone.ts";

afterEach(() => void setZone(undefined));

test.each([
  ["Europe/Berlin", "2026-11-23T08:00:00Z", "09:00"],
  ["Europe/Berlin", "2026-07-23T08:00:00Z", "10:00"],
  ["America/New_York", "2026-11-23T08:00:00Z", "03:00"],
  ["Asia/Kathmandu", "2026-11-23T08:00:00Z", "13:45"],
])("in %s, %s is %s", (zone, at, said) => {
  setZone(zone);
  expect(clock(at, "en")).toBe(said);
});

test("a day is that of the person", () => {
  setZone("Asia/Tokyo");
  const now = new Date("2026-11-23T16:00:00Z"); // there it is the 24th already
  expect(day("2026-11-23T15:30:00Z", { now, language: "en" })).toBe("24 Nov");
  expect(soon("2026-11-24T15:30:00Z", { now, language: "en" })).toBe("tomorrow 00:30");
});

test.each(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"])(
  "what the clock of %s shows leads back to its moment",
  (zone) => {
    setZone(zone);
    for (let n = 0; n < 400; n++) {
      const at = new Date(Date.UTC(2026, 0, 1 + n, 12));
      const { year, month, day: date, hour, minute } = wall(at);
      const back = moment(year, month, date, hour).getTime() + minute * 60_000;
      expect(back).toBe(at.getTime());
    }
  },
);

test.each([
  ["2026-03-29T00:59:00Z", 1, 59],
  ["2026-03-29T01:00:00Z", 3, 0],
  ["2026-10-25T00:59:00Z", 2, 59],
  ["2026-10-25T01:00:00Z", 2, 0],
])("on the day of a change, %s is %i:%i", (at, hour, minute) => {
  setZone("Europe/Berlin");
  expect(wall(new Date(at))).toMatchObject({ hour, minute });
});

test("tomorrow morning is morning there", () => {
  setZone("America/New_York");
  const found = farther(new Date("2026-11-25T18:00:00Z")).find((one) => one.key === "tomorrow");
  expect(clock(found?.at.toISOString() ?? "", "en")).toBe("09:00");
});

test("a zone nobody knows leaves times as the device says them", () => {
  expect(setZone("Mars/Olympus")).toBe(false);
});
