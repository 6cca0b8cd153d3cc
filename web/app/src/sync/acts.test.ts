/** What people do shows at once, can be taken back and done again, and gives way to who was quicker. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Act, Do, Me, Row, Undone } from "../api/types.ts";
import { toasts } from "../ui/toast.ts";
import { act, redoLast, undoLast } from "./acts.ts";
import { cache, cachedRow, keys, type RowPages } from "./cache.ts";
import { done, Stack, undone } from "./undoing.ts";

const me = { address: "anna@acme.example", name: "Anna" } as Me;
const list = { address: "1", view: "open" };
const row = (id: string, more: Partial<Row> = {}): Row =>
  ({
    id,
    address_id: "1",
    state: "open",
    assignee: null,
    team: null,
    last_activity_at: "2026-11-23T12:00:00Z",
    labels: [],
    seen_up_to: 1,
    also: [],
    ...more,
  }) as unknown as Row;
const shown = () =>
  cache
    .getQueryData<RowPages>(keys.rows(list))
    ?.pages.flatMap((page) => page.items.map((one) => one.id))
    .join(" ");
const close: Do = { kind: "state", state: "closed" };

interface World {
  asked: { url: string; body: unknown }[];
  act: Partial<Act>;
  undo: Partial<Undone>;
  status: number;
}
let world: World;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout"] }); // what is fetched afterwards is not asked here
  world = { asked: [], act: {}, undo: {}, status: 200 };
  cache.clear();
  done.clear();
  undone.clear();
  cache.setQueryData(keys.me, me);
  const items = [row("3"), row("2"), row("1")];
  cache.setQueryData<RowPages>(keys.rows(list), {
    pages: [{ items, next: null }],
    pageParams: [null],
  });
  toasts.set([]);
  vi.stubGlobal("fetch", (url: string, { body }: RequestInit) => {
    const said = typeof body === "string" ? (JSON.parse(body) as Record<string, unknown>) : {};
    world.asked.push({ url, body: said });
    const answer = url.endsWith("/undo")
      ? { act: "8", undone: [], kept: [], ...world.undo }
      : {
          act: "7",
          changed: said["conversations"],
          unchanged: 0,
          refused: [],
          rows: [],
          ...world.act,
        };
    return Promise.resolve(new Response(JSON.stringify(answer), { status: world.status }));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("it shows before the server has answered, and is sent in one go", async () => {
  const answer = act(["3", "1"], close, { was: { state: "open" } });
  expect(shown()).toBe("2");
  await answer;
  expect(world.asked).toEqual([
    {
      url: "/api/v1/acts",
      body: { conversations: ["3", "1"], do: close, was: { state: "open" } },
    },
  ]);
  expect(toasts.get()[0]).toMatchObject({ action: { label: "Undo" } });
});

test("z brings it back at once, and shift z does it again", async () => {
  await act(["3"], close);
  const undoing = undoLast();
  expect(shown()).toBe("3 2 1");
  await undoing;
  expect(world.asked.at(-1)?.url).toBe("/api/v1/acts/7/undo");
  const again = redoLast();
  expect(shown()).toBe("2 1");
  await again;
  expect(world.asked.at(-1)?.url).toBe("/api/v1/acts/8/undo");
});

test("z also works while the act is still on its way", async () => {
  const acting = act(["3"], close);
  const undoing = undoLast();
  expect(shown()).toBe("3 2 1");
  await Promise.all([acting, undoing]);
  expect(world.asked.map((one) => one.url)).toEqual(["/api/v1/acts", "/api/v1/acts/7/undo"]);
  expect(shown()).toBe("3 2 1");
});

test("what somebody was quicker with comes back, and it is said", async () => {
  world.act = {
    changed: ["3"],
    refused: [{ id: "1", code: "moved-on", detail: "", by: "ben@acme.example" }],
  } as unknown as Partial<Act>;
  await act(["3", "1"], close);
  expect(shown()).toBe("2 1");
  expect(toasts.get().at(-1)).toMatchObject({ tone: "danger" });
  expect(toasts.get().at(-1)?.text).toContain("ben");
});

test("a refusal of the whole takes all of it back and says why", async () => {
  world.status = 403;
  world.act = { code: "forbidden", detail: "no" } as unknown as Partial<Act>;
  expect(await act(["3"], { kind: "assign", user: me.address })).toBeNull();
  expect(cachedRow("3")?.assignee).toBeNull();
  expect(toasts.get()[0]?.text).toContain("You may not do that here.");
});

test("of one that has moved on, the row of now is shown", async () => {
  world.status = 409;
  const now = row("3", { assignee: "ben@acme.example" });
  world.act = { code: "moved-on", row: now, by: "ben@acme.example" } as unknown as Partial<Act>;
  await act(["3"], { kind: "assign", user: me.address });
  expect(cachedRow("3")?.assignee).toBe("ben@acme.example");
});

test("more than a thousand go in several requests and come back as one", async () => {
  await act(
    Array.from({ length: 1500 }, (_, n) => String(n)),
    close,
  );
  expect(world.asked.length).toBe(2);
  await undoLast();
  expect(world.asked.length).toBe(4);
});

test("what was done outlives a reload", async () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const before = new Stack("done", store);
  const confirmed = {
    ids: ["3"],
    said: "Closed.",
    before: null,
    after: null,
    acts: Promise.resolve(["7"]),
  };
  before.push(confirmed);
  before.push({ ...confirmed, acts: Promise.resolve([]) }); // the server never had it
  await vi.waitFor(() => expect(kept.get("done")).toContain("Closed."));
  const after = new Stack("done", store).pop();
  expect(after).toMatchObject({ ids: ["3"], said: "Closed." });
  expect(await after?.acts).toEqual(["7"]);
});

test("five hundred at once are placed in a small part of a second", () => {
  const items = Array.from({ length: 2000 }, (_, n) => row(String(9000 - n)));
  cache.setQueryData<RowPages>(keys.rows(list), {
    pages: [{ items, next: null }],
    pageParams: [null],
  });
  const start = performance.now();
  void act(
    items.filter((_, n) => n % 4 === 0).map((one) => one.id),
    { kind: "label", add: ["Shipping"], remove: [] },
  );
  expect(performance.now() - start).toBeLessThan(1000); // a frame or two; the bound is for slow machines
  expect(cachedRow("9000")?.labels).toEqual(["Shipping"]);
});

test("two undone in a hurry both show at once, and the server hears of the second after the first", async () => {
  world.act = { act: "1" };
  await act(["3"], close, { was: { state: "open" } });
  world.act = { act: "2" };
  await act(["2"], close, { was: { state: "open" } });
  const answers: (() => void)[] = [];
  const undos: string[] = [];
  vi.stubGlobal("fetch", (url: string) => {
    undos.push(url);
    const body = JSON.stringify({ act: "8", undone: [], kept: [] });
    return new Promise((answer) => answers.push(() => answer(new Response(body))));
  });
  const both = [undoLast(), undoLast()];
  expect(shown()).toBe("3 2 1");
  await vi.waitFor(() => expect(undos).toEqual(["/api/v1/acts/2/undo"]));
  answers[0]?.();
  await vi.waitFor(() => expect(undos.slice(1)).toEqual(["/api/v1/acts/1/undo"]));
  answers[1]?.();
  await Promise.all(both);
});
