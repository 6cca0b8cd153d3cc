/** Every recipient is in exactly one slice, and nobody is promised an hour we cannot know. */
import { expect, test } from "vitest";
import { gone, minutesLeft, share, slices, speed, steps, type Totals, staying } from "./totals.ts";

const none: Totals = {
  recipients: 0,
  waiting: 0,
  sent: 0,
  deferred: 0,
  failed: 0,
  cancelled: 0,
  bounced: 0,
  complained: 0,
  unsubscribed: 0,
  answered: 0,
  clicked: 0,
};

test.each([
  [{ recipients: 10, sent: 10 }, { sent: 10 }],
  [
    { recipients: 10, sent: 6, failed: 3, bounced: 2, waiting: 1 },
    { sent: 6, bounced: 2, failed: 1, waiting: 1 },
  ],
  [
    { recipients: 4, sent: 1, deferred: 1, cancelled: 2 },
    { sent: 1, deferred: 1, cancelled: 2 },
  ],
  [
    { recipients: 2, waiting: 2 },
    { sent: 0, waiting: 2 },
  ],
])("%o", (totals, counts) => {
  const all = { ...none, ...totals };
  const made = slices(all);
  expect(Object.fromEntries(made.map((slice) => [slice.key, slice.count]))).toEqual(counts);
  expect(made.reduce((sum, slice) => sum + slice.count, 0)).toBe(all.recipients);
});

test("what is settled: neither still to go, nor to be tried again, nor stopped", () => {
  const some = {
    ...none,
    recipients: 12,
    sent: 2,
    failed: 1,
    waiting: 5,
    deferred: 2,
    cancelled: 2,
  };
  expect(gone(some)).toBe(3);
  expect(staying(some)).toBe(7);
});

const now = new Date("2026-11-23T12:10:30Z");
test.each([
  [[], 0],
  [[["2026-11-23T12:10:00Z", 60]], 120],
  [
    [
      ["2026-11-23T11:00:00Z", 999],
      ["2026-11-23T12:09:00Z", 90],
      ["2026-11-23T12:10:00Z", 60],
    ],
    50,
  ],
  [[["2026-11-23T11:00:00Z", 999]], 0],
] as [[string, number][], number][])("the speed of %o", (timeline, perMinute) => {
  expect(speed(timeline, now)).toBe(perMinute);
});

test("minutes left are whole, at least one, and unknown when nothing moves", () => {
  expect(minutesLeft({ ...none, waiting: 100 }, 40)).toBe(3);
  expect(minutesLeft({ ...none, waiting: 1 }, 40)).toBe(1);
  expect(minutesLeft({ ...none, waiting: 100 }, 0)).toBeNull();
});

test("long times are put together and lose nobody", () => {
  const timeline = Array.from({ length: 130 }, (_, n): [string, number] => [
    new Date(n * 60_000).toISOString(),
    n,
  ]);
  const made = steps(timeline, 48);
  expect(made.length).toBeLessThanOrEqual(48);
  expect(made.at(-1)?.sum).toBe((129 * 130) / 2);
});

test.each([
  [9, 2941, "en", "0.3%"],
  [1, 2, "en", "50%"],
  [0, 10, "en", "0%"],
  [1, 0, "en", ""],
])("%i of %i", (count, of, language, words) => {
  expect(share(count, of, language)).toBe(words);
});
