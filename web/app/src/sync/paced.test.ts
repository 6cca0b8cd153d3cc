/** Bursts cost one run a second, and the last word is never lost. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { paced } from "./paced.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("ten thousand clicks in ten seconds are eleven runs, the last after the last click", () => {
  const seen: number[] = [];
  for (let click = 1; click <= 10_000; click++) {
    paced("mailings", () => seen.push(click));
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(1_000);
  expect(seen.length).toBe(11);
  expect(seen[0]).toBe(1);
  expect(seen.at(-1)).toBe(10_000);
});

test("one alone runs at once, and so does the next after a rest", () => {
  let runs = 0;
  paced("outbox", () => runs++);
  expect(runs).toBe(1);
  vi.advanceTimersByTime(1_500);
  expect(runs).toBe(1);
  paced("outbox", () => runs++);
  expect(runs).toBe(2);
  vi.advanceTimersByTime(1_500);
});

test("one key does not hold up another", () => {
  const ran: string[] = [];
  paced("a", () => ran.push("a"));
  paced("b", () => ran.push("b"));
  expect(ran).toEqual(["a", "b"]);
  vi.advanceTimersByTime(1_500);
});
