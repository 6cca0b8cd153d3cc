/** A question asked early is answered once, and only while what came for it is not yet calm. */
import { afterEach, expect, test, vi } from "vitest";
import { calm } from "../lib/calm.ts";
import { api, Problem } from "./client.ts";
import { askEarly } from "./early.ts";

afterEach(() => vi.unstubAllGlobals());

function answering(...answers: unknown[]) {
  const fetch = vi.fn(async () => {
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return new Response(JSON.stringify(next));
  });
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

test("the app takes the early answer instead of asking again, but only once", async () => {
  const fetch = answering({ n: 1 }, { n: 2 });
  askEarly("/views?a=1");
  expect(await api.get("/views", { a: 1 })).toEqual({ n: 1 });
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(await api.get("/views", { a: 1 })).toEqual({ n: 2 });
});

test("an early question without an answer is told to who takes it", async () => {
  answering(new TypeError("offline"));
  askEarly("/me");
  await expect(api.get("/me")).rejects.toThrow(Problem);
});

test("what nobody took is asked again once it is calm", async () => {
  const fetch = answering({ n: 1 }, { n: 2 }, { n: 3 });
  askEarly("/labels");
  await api.get("/me"); // the last open question
  await calm;
  expect(await api.get("/labels")).toEqual({ n: 3 });
  expect(fetch).toHaveBeenCalledTimes(3);
});
