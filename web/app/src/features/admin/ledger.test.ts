/** Every outcome and state the server can answer has words; what one may not read is recognised. */
import { expect, test } from "vitest";
import { isMasked, OUTCOMES, SENDING, stateOf } from "./ledger.ts";

const SERVER_OUTCOMES = "pending new follow-up post held bounce automatic duplicate quarantined";
const SERVER_STATES = "queued waiting_relay deferred sent failed cancelled";

test.each(SERVER_OUTCOMES.split(" "))("the outcome %s has words", (outcome) => {
  expect(OUTCOMES[outcome]?.means.id).toBeTruthy();
});

test.each(SERVER_STATES.split(" "))("the state %s has words", (state) => {
  expect(SENDING[state]?.means.id).toBeTruthy();
});

test.each([
  [{ state: "queued", detail: "waiting for a relay" }, "waiting_relay"],
  [{ state: "queued", detail: "" }, "queued"],
  [{ state: "failed", detail: "waiting for a relay" }, "failed"],
])("%j is shown as %s", (row, state) => {
  expect(stateOf(row)).toBe(state);
});

test("only the server's mask is a mask", () => {
  expect(isMasked("…@example.org")).toBe(true);
  expect(isMasked("jana@example.org")).toBe(false);
  expect(isMasked("")).toBe(false);
});
