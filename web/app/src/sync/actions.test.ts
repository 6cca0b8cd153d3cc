/** What people do shows at once, and comes back when the server refuses. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Me, Row } from "../api/types.ts";
import { toasts } from "../ui/toast.ts";
import { assign } from "./actions.ts";
import { cache, cachedRow, keys, type RowPages } from "./cache.ts";

const me = { address: "anna@acme.example", name: "Anna" } as Me;
const row = {
  id: "1",
  address_id: "1",
  state: "open",
  assignee: null,
  last_activity_at: "2026-11-23T12:00:00Z",
  labels: [],
} as unknown as Row;
const list = { address: "1", view: "open" };

beforeEach(() => {
  cache.clear();
  cache.setQueryData(keys.me, me);
  cache.setQueryData<RowPages>(keys.rows(list), {
    pages: [{ items: [row], next: null }],
    pageParams: [null],
  });
  toasts.set([]);
});
afterEach(() => {
  vi.unstubAllGlobals();
  cache.clear();
});

function answer(status: number, body: object) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (url: string, { method }: RequestInit) => {
    asked.push(`${String(method)} ${url}`);
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
  return asked;
}

test("giving a conversation shows before the server has answered", async () => {
  const asked = answer(200, {});
  const done = assign("1", me.address);
  expect(cachedRow("1")?.assignee).toBe(me.address);
  expect(await done).toBe(true);
  expect(asked[0]).toBe("PUT /api/v1/conversations/1/assignment");
});

test("a refusal takes it back and says why", async () => {
  answer(403, { code: "forbidden", detail: "no" });
  expect(await assign("1", me.address)).toBe(false);
  expect(cachedRow("1")?.assignee).toBeNull();
  expect(toasts.get()[0]).toMatchObject({ tone: "danger" });
  expect(toasts.get()[0]?.text).toContain("You may not do that here.");
});
