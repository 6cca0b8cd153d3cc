/** Readers, tasks and who takes part are taken back by `z` like every other act. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Detail, Task } from "../api/types.ts";
import { toasts } from "../ui/toast.ts";
import { redoLast, undoLast } from "./acts.ts";
import { cache, cachedDetail, keys } from "./cache.ts";
import { link, setParticipants, unlink } from "./ordering.ts";
import { setReaders } from "./readers.ts";
import { reply, takeBack } from "./sending.ts";
import { addTasks, changeTask, inviteGuest, removeTask, setInvited } from "./together.ts";
import { done, undone } from "./undoing.ts";

const task = { id: "5", text: "Call", done: false, position: 1 } as Task;
const shown = () => cachedDetail("1")?.tasks.map((one) => (one.done ? "x" : "o") + one.text);
let asked: string[];
let answer: { status: number; act: string | null; body: unknown };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout"] }); // what is fetched afterwards is not asked here
  asked = [];
  answer = { status: 200, act: "7", body: {} };
  cache.clear();
  done.clear();
  undone.clear();
  toasts.set([]);
  const detail = { id: "1", tasks: [task], messages: [], notes: [], events: [] };
  cache.setQueryData(keys.conversation("1"), detail as unknown as Detail);
  vi.stubGlobal("fetch", (url: string, { method }: RequestInit) => {
    asked.push(`${method ?? ""} ${url.replace("/api/v1", "")}`);
    if (url.endsWith("/undo"))
      return Promise.resolve(new Response(JSON.stringify({ act: "8", undone: [], kept: [] })));
    const headers = answer.act ? { "Tripost-Act": answer.act } : undefined;
    const { status } = answer;
    const init = { status, ...(headers ? { headers } : {}) };
    return Promise.resolve(new Response(JSON.stringify(answer.body), init));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test.each([
  ["who may read", () => setReaders("1", ["ben@acme.example"])],
  ["opening again", () => setReaders("1", [])],
  ["who takes part", () => setParticipants("1", [])],
  ["a tick", () => changeTask("1", "5", { done: true })],
  ["an added task", () => addTasks("1", "Write")],
  ["a removed task", () => removeTask("1", task)],
])("z takes back %s, and shift z does it again", async (_, act) => {
  answer.body = { id: "1", tasks: [] };
  await act();
  await undoLast();
  expect(asked.at(-1)).toBe("POST /acts/7/undo");
  await redoLast();
  expect(asked.at(-1)).toBe("POST /acts/8/undo");
});

const linking = "POST /conversations/1/links";
const unlinking = "DELETE /conversations/1/links/2";
test.each([
  ["a link", () => link("1", "2"), [linking, unlinking, linking, unlinking]],
  ["a link taken away", () => unlink("1", "2"), [unlinking, linking, unlinking, linking]],
])("%s goes back by its opposite, and forth, and back", async (_, act, expected) => {
  answer = { status: 200, act: null, body: { id: "1", tasks: [] } };
  await act();
  await undoLast();
  await redoLast();
  await undoLast();
  expect(asked.filter((one) => one.includes("/links"))).toEqual(expected);
});

test("a guest just let in is sent away by z; the link was shown once and is not made again", async () => {
  answer = {
    status: 201,
    act: null,
    body: { guest: { id: "9" }, url: "https://x.example/guest/s/" },
  };
  await inviteGuest("1", { name: "Kai", days: 7, notes: false });
  await undoLast();
  expect(asked.at(-1)).toBe("DELETE /conversations/1/guests/9");
  await redoLast();
  expect(asked.filter((one) => one === "POST /conversations/1/guests")).toHaveLength(1);
});

test("whom a colleague let in meanwhile keeps looking when mine is taken back", async () => {
  const invited = (now: string[]) =>
    cache.setQueryData<Detail>(keys.conversation("1"), (one) => one && { ...one, invited: now });
  invited(["ben", "cem"]);
  answer = { status: 204, act: null, body: null };
  const bodies: unknown[] = [];
  vi.stubGlobal("fetch", (_: string, { method, body }: RequestInit) => {
    if (method === "PUT") bodies.push((JSON.parse(body as string) as { users: string[] }).users);
    return Promise.resolve(new Response(null, { status: 204 }));
  });
  await setInvited("1", ["ben"]);
  invited(["ben", "dana"]);
  await undoLast();
  expect(bodies).toEqual([["ben"], ["ben", "dana", "cem"]]);
});

test("a tick shows at once and comes back at once", async () => {
  const ticking = changeTask("1", "5", { done: true });
  expect(shown()).toEqual(["xCall"]);
  const undoing = undoLast();
  expect(shown()).toEqual(["oCall"]);
  await Promise.all([ticking, undoing]);
  expect(asked).toEqual(["PATCH /tasks/5", "POST /acts/7/undo"]);
});

test("what is refused is as it was, and nothing is there to undo", async () => {
  answer = { status: 403, act: null, body: { code: "forbidden", detail: "no" } };
  expect(await changeTask("1", "5", { done: true })).toBe(false);
  expect(shown()).toEqual(["oCall"]);
  expect(await setReaders("1", [])).toBe(false);
  await undoLast();
  expect(asked.filter((one) => one.includes("undo"))).toEqual([]);
  expect(toasts.get().filter((one) => one.action)).toEqual([]);
});

test("what changes nothing is no act", async () => {
  answer.act = null;
  await setReaders("1", ["ben@acme.example"]);
  await undoLast();
  expect(asked).toHaveLength(1);
});

test("what an answer made mine goes back by z, but not once the answer was taken back", async () => {
  const message = { id: "9", number: 2, sending: { id: "s1" } };
  answer.body = { message, undo_until: "2026-11-23T12:00:10Z" };
  const written = { html: "", text: "x", to: [], cc: [], bcc: [], subject: "", attachments: [] };
  await reply("1", { ...written, seen_up_to: 1 });
  await undoLast();
  expect(asked.at(-1)).toBe("POST /acts/7/undo");
  done.clear();
  await reply("1", { ...written, seen_up_to: 1 });
  answer = { status: 200, act: null, body: { id: "d1", conversation: "1" } };
  await takeBack("s1");
  await undoLast();
  expect(asked.at(-1)).toBe("POST /sends/s1/cancel");
});
