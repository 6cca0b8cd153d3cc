/** The order, the bar of new things, what counts as seen. */
import { expect, test } from "vitest";
import type { Detail, Event, Message, Note } from "../../api/types.ts";
import { earlier, entriesOf, seenAfter, seenUpTo, unfolded, waiting } from "./entries.ts";

const me = "anna@acme.example";
const mail = (number: number, author: string | null = null) =>
  ({ number, author, direction: author ? "out" : "in" }) as Message;
const note = (number: number, author: string) => ({ number, author }) as Note;
const event = (number: number) => ({ number, actor: "ben@acme.example" }) as Event;
const thread = (messages: Message[], notes: Note[] = [], events: Event[] = []) =>
  entriesOf({ messages, notes, events } as Pick<Detail, "messages" | "notes" | "events">);

test("mails, notes and events stand in the order of their numbers", () => {
  const all = thread([mail(1), mail(4)], [note(3, me)], [event(2)]);
  expect(all.map((entry) => entry.type)).toEqual(["message", "event", "note", "message"]);
});

test("what others wrote since waits behind the bar; my own and events do not", () => {
  const all = thread([mail(1), mail(2), mail(5, me)], [note(3, "ben@acme.example")], [event(4)]);
  expect(waiting(all, 1, me).map((entry) => entry.number)).toEqual([2, 3]);
});

test.each([
  ["nothing new", thread([mail(1)]), 1, 1],
  ["my answer counts as seen", thread([mail(1), mail(2, me)]), 1, 2],
  ["an event counts as seen", thread([mail(1)], [], [event(2)]), 1, 2],
  ["a hidden mail stops the count", thread([mail(1), mail(2), mail(3, me)]), 1, 1],
  [
    "a hidden note stops it too",
    thread([mail(1), mail(3, me)], [note(2, "ben@acme.example")]),
    1,
    1,
  ],
])("%s", (_, entries, shown, seen) => {
  expect(seenUpTo(entries, shown, me)).toBe(seen);
});

test("unread mails and the last one stand open", () => {
  expect([...unfolded(thread([mail(1), mail(2), mail(3, me), mail(4)]), 2)].sort()).toEqual([3, 4]);
});

test("many read mails hide behind one line, the last of them stays", () => {
  const all = thread([mail(1), mail(2), mail(3), mail(4)]);
  expect([...earlier(all, new Set([4]))]).toEqual([1, 2]);
  expect(earlier(all, new Set([2, 4])).size).toBe(0);
});

test("what was merged into this stands where it belongs in time", () => {
  const at = (number: number, time: string) => ({ ...mail(number), at: `2026-11-23T${time}Z` });
  const all = thread([at(1, "09:00"), at(2, "11:00"), at(3, "10:00")]);
  expect(all.map((entry) => entry.number)).toEqual([1, 3, 2]);
  expect(seenUpTo(all, 1, me)).toBe(1);
});

test("each colleague's circle stands after the last thing they have seen", () => {
  const all = thread([mail(1), mail(4)], [note(3, me)], [event(2)]);
  const seen = (user: string, up_to: number) => ({ user, up_to, at: "" });
  const marks = seenAfter(all, [seen("ben", 3), seen("cem", 99), seen("dana", 0), seen("eva", 3)]);
  expect([...marks].map(([number, who]) => [number, who.map((one) => one.user)])).toEqual([
    [3, ["ben", "eva"]],
    [4, ["cem"]],
  ]);
});

test("a split that was put together again is told in two lines", () => {
  const said = (number: number, kind: string, data: object) => ({ number, kind, data }) as Event;
  const [split, other] = [{ from: "1", to: "2" }, { from: ["7"] }];
  const back = said(4, "merged", { from: ["2"] });
  const all = [said(2, "split", split), said(3, "split", split), back, said(5, "merged", other)];
  const kinds = thread([mail(1)], [], all).flatMap((one) =>
    one.type === "event" ? [one.event.kind] : [],
  );
  expect(kinds).toEqual(["split", "unsplit", "merged"]);
});
