/** What is thrown away can be taken back until it is gone. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keep, SECONDS, thrown, throwAway } from "./throwing.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("gone for good after its seconds, once", async () => {
  const forGood = vi.fn(() => Promise.resolve());
  throwAway("a", forGood);
  expect(thrown.get().has("a")).toBe(true);
  await vi.advanceTimersByTimeAsync(SECONDS * 1000 + 10);
  expect(forGood).toHaveBeenCalledExactlyOnceWith("a");
  expect(thrown.get().has("a")).toBe(false);
});

test("taken back in time it stays", async () => {
  const forGood = vi.fn(() => Promise.resolve());
  throwAway("b", forGood);
  keep("b");
  await vi.advanceTimersByTimeAsync(SECONDS * 2000);
  expect(forGood).not.toHaveBeenCalled();
  expect(thrown.get().has("b")).toBe(false);
});
