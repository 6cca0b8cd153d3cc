/** What is written is kept; a shared draft that moved on keeps both texts. */
import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Draft } from "../../api/types.ts";
import { useDraft, type Content, type Where } from "./useDraft.ts";

const where: Where = { conversation: "1", address_id: "1", kind: "reply", seen_up_to: 3 };
const empty: Content = {
  html: "",
  text: "",
  to: [],
  cc: [],
  bcc: [],
  subject: "",
  attachments: [],
};

type Asked = [string, Record<string, unknown>];
function server(answer: (method: string, url: string) => [number, object]): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", (url: string, { method, body }: RequestInit) => {
    const wish = (body ? JSON.parse(body as string) : {}) as Record<string, unknown>;
    asked.push([`${String(method)} ${url}`, wish]);
    const [status, json] = answer(String(method), url);
    return Promise.resolve(new Response(JSON.stringify(json), { status }));
  });
  return asked;
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("only choosing who gets it keeps no draft; the first words do, and versions count on", async () => {
  let version = 0;
  const asked = server(() => [200, { id: "d", version: ++version }]);
  const { result } = renderHook(() => useDraft(where, empty));
  act(() => result.current.change({ to: [{ name: "", address: "a@b.example" }] }));
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(asked).toEqual([]);
  act(() => result.current.change({ text: "Hello" }));
  await act(() => vi.advanceTimersByTimeAsync(1000));
  act(() => result.current.change({ text: "Hello you" }));
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(asked.map(([what, wish]) => [what, wish["text"], wish["version"]])).toEqual([
    ["POST /api/v1/drafts", "Hello", undefined],
    ["PUT /api/v1/drafts/d", "Hello you", 1],
  ]);
  expect(result.current.version()).toBe(2);
});

test("who was chosen is not taken for nothing once the pause is over", async () => {
  server(() => [200, {}]);
  const { result } = renderHook(() => useDraft(where, empty));
  expect(result.current.untouched()).toBe(true);
  act(() => result.current.change({ to: [{ name: "", address: "a@b.example" }] }));
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(result.current.untouched()).toBe(false);
  act(() => result.current.clear(empty));
  expect(result.current.untouched()).toBe(true);
});

test("when somebody went on with it, mine becomes a draft of its own and both are shown", async () => {
  const theirs = { id: "d", text: "Theirs", version: 5 } as Draft;
  const asked = server((method) =>
    method === "PUT"
      ? [409, { code: "draft-moved", draft: theirs }]
      : [201, { id: "mine", version: 1, text: "Mine" }],
  );
  const { result } = renderHook(() => useDraft(where, empty, { id: "d", version: 4 }));
  act(() => result.current.change({ text: "Mine" }));
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(asked.map(([what]) => what)).toEqual(["PUT /api/v1/drafts/d", "POST /api/v1/drafts"]);
  expect(result.current.moved).toMatchObject({ theirs: { text: "Theirs" }, mine: { id: "mine" } });
  expect(result.current.id()).toBe("mine");
  expect(result.current.content.text).toBe("Mine");
});

test("when saving fails nothing is forgotten: the next key tries again", async () => {
  let up = false;
  const asked = server(() => (up ? [201, { id: "d", version: 1 }] : [503, {}]));
  const { result } = renderHook(() => useDraft(where, empty));
  act(() => result.current.change({ text: "Hello" }));
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(result.current.kept).toBe("failed");
  up = true;
  act(() => result.current.change({ text: "Hello you" }));
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(result.current.kept).toBe("saved");
  expect(asked.at(-1)?.[1]["text"]).toBe("Hello you");
});
