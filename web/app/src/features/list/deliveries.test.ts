/** The bar of a post: nothing real is invisible, nothing is invented. */
import { describe, expect, test } from "vitest";
import { kindOf, moves, settled, slices, total } from "./deliveries.ts";

const RUNNING = { sent: 2941, deferred: 112, bounced: 37, failed: 18, queued: 1704 };

describe("slices", () => {
  test("fill the bar exactly and keep their order", () => {
    const made = slices(RUNNING);
    expect(made.map((slice) => slice.key)).toEqual([
      "accepted",
      "again",
      "back",
      "refused",
      "togo",
    ]);
    expect(made.reduce((sum, slice) => sum + slice.share, 0)).toBeCloseTo(100);
    expect(made.reduce((sum, slice) => sum + slice.count, 0)).toBe(total(RUNNING));
  });

  test("one refused copy among thousands can be seen", () => {
    const refused = slices({ sent: 9999, failed: 1 }).find((slice) => slice.key === "refused");
    expect(refused?.share).toBeGreaterThan(1);
  });

  test("a post to nobody has no bar", () => {
    expect(slices({})).toEqual([]);
  });

  test("what waits for a relay is still to go", () => {
    expect(slices({ waiting_relay: 25 }).map((slice) => [slice.key, slice.count])).toEqual([
      ["accepted", 0],
      ["togo", 25],
    ]);
    expect(kindOf("waiting_relay")?.key).toBe("togo");
  });
});

test.each<[Record<string, number>, boolean]>([
  [{ sent: 25 }, true],
  [{ sent: 24, failed: 1 }, true],
  [{ sent: 24, deferred: 1 }, false],
  [{ sent: 24, queued: 1 }, false],
])("%j is settled: %s", (totals, done) => {
  expect(settled(totals)).toBe(done);
});

test("what is on its way has no time of its last try", () => {
  expect(["queued", "waiting_relay", "deferred"].every(moves)).toBe(true);
  expect(["sent", "failed", "cancelled"].some(moves)).toBe(false);
});
