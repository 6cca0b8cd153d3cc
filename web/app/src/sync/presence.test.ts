/** Who is there, and what we say of ourselves. */
import { expect, test } from "vitest";
import { said, withPeople } from "./presence.ts";

test("people of one conversation replace those before; nobody leaves no trace", () => {
  const one = withPeople(new Map(), "1", [{ user: "ben@x.example", state: "viewing" }]);
  const two = withPeople(one, "1", [{ user: "dana@x.example", state: "composing" }]);
  expect(two.get("1")).toEqual([{ user: "dana@x.example", state: "composing" }]);
  expect(withPeople(two, "1", []).size).toBe(0);
});

test("who looks at another window is elsewhere; who writes still writes", () => {
  expect(said({ conversation: "1", state: "viewing" }, true).state).toBe("elsewhere");
  expect(said({ conversation: "1", state: "composing" }, true).state).toBe("composing");
  expect(said({ conversation: null, state: "viewing" }, false)).toEqual({
    type: "presence",
    conversation: null,
    state: "viewing",
  });
});
