/** Does what nobody waits for come later, and only what is still wanted? */
import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { afterPaint, useLate } from "./afterPaint.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const painted = () => act(() => vi.advanceTimersByTime(40));

test("it runs once, after a frame", () => {
  const run = vi.fn();
  afterPaint(run);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(run).toHaveBeenCalledTimes(1);
});

test("a window that paints nothing does it all the same", () => {
  vi.stubGlobal("requestAnimationFrame", () => 0);
  const run = vi.fn();
  afterPaint(run);
  vi.advanceTimersByTime(300);
  expect(run).toHaveBeenCalledTimes(1);
  vi.unstubAllGlobals();
});

test("what was taken back is not done", () => {
  const run = vi.fn();
  afterPaint(run)();
  vi.advanceTimersByTime(1000);
  expect(run).not.toHaveBeenCalled();
});

test("the late value follows, and skips what was passed by", () => {
  const late = renderHook(({ value }) => useLate(value), { initialProps: { value: "a" } });
  expect(late.result.current).toBeNull();
  painted();
  expect(late.result.current).toBe("a");
  late.rerender({ value: "b" });
  late.rerender({ value: "c" });
  expect(late.result.current).toBe("a");
  painted();
  expect(late.result.current).toBe("c");
});
