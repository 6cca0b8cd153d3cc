/** What stands in a conversation, in order; what is folded, what is new, what has been seen. Pure. */
import type { Detail, Event, Message, Note } from "../../api/types.ts";

export type Entry =
  | { type: "message"; number: number; by: string | null; message: Message }
  | { type: "note"; number: number; by: string; note: Note }
  | { type: "event"; number: number; by: string | null; event: Event };

export function entriesOf(detail: Pick<Detail, "messages" | "notes" | "events">): Entry[] {
  return [
    ...detail.messages.map((message): Entry => ({
      type: "message",
      number: message.number,
      by: message.author,
      message,
    })),
    ...detail.notes.map((note): Entry => ({
      type: "note",
      number: note.number,
      by: note.author,
      note,
    })),
    ...once(detail.events).map((event): Entry => ({
      type: "event",
      number: event.number,
      by: event.actor,
      event,
    })),
  ].sort((a, b) => time(a) - time(b) || a.number - b.number); // what was merged has later numbers
}

function time(entry: Entry): number {
  const { at } =
    entry.type === "message" ? entry.message : entry.type === "note" ? entry.note : entry.event;
  return at ? Date.parse(at) : 0;
}

/** What was split off and put together again brings its own line back: the split is told once, and
 * its end as what it is. */
function once(events: readonly Event[]): Event[] {
  const parts = new Set<unknown>();
  return events.flatMap((event) => {
    if (event.kind === "split") {
      const { to } = event.data;
      if (parts.has(to)) return [];
      parts.add(to);
    }
    if (event.kind !== "merged") return [event];
    const { from } = event.data;
    const again = Array.isArray(from) && from.every((one) => parts.has(one));
    return [again ? { ...event, kind: "unsplit" } : event];
  });
}

/** How far I have seen: what was shown, my own things after it, and events; not what is behind the bar. */
export function seenUpTo(entries: Entry[], shown: number, me: string): number {
  let seen = shown;
  for (const entry of entries.toSorted((a, b) => a.number - b.number)) {
    if (entry.number <= seen) continue;
    if (!harmless(entry, me)) break;
    seen = entry.number;
  }
  return seen;
}

/** New mails and notes of others wait behind the bar; everything else is shown. */
export function waiting(entries: Entry[], shown: number, me: string): Entry[] {
  return entries.filter((entry) => entry.number > shown && !harmless(entry, me));
}

function harmless(entry: Entry, me: string): boolean {
  return entry.type === "event" || entry.by === me;
}

/** Messages that stand open: the last one, and all I had not read. */
export function unfolded(entries: Entry[], read: number): Set<number> {
  const messages = entries.filter((entry) => entry.type === "message");
  const open = messages.filter((entry) => entry.number > read).map((entry) => entry.number);
  const lastIn = messages.findLast((entry) => entry.by === null);
  const last = messages.at(-1);
  return new Set([...open, ...(last ? [last.number] : []), ...(lastIn ? [lastIn.number] : [])]);
}

const FEW = 2;

/** The numbers of the read entries that hide behind "n earlier mails". */
export function earlier(entries: Entry[], open: Set<number>): Set<number> {
  const first = entries.findIndex((entry) => open.has(entry.number));
  const before = entries.slice(0, Math.max(0, first)).filter((entry) => entry.type === "message");
  const last = before.at(-2); // the last one before stays, folded to a line
  if (before.length <= FEW || !last) return new Set();
  return new Set(entries.slice(0, entries.indexOf(last) + 1).map((entry) => entry.number));
}

/** After which shown entry each colleague's circle stands: the last they have seen. */
export function seenAfter(
  entries: readonly Entry[],
  seen: Detail["seen_by"],
): Map<number, Detail["seen_by"]> {
  const marks = new Map<number, Detail["seen_by"]>();
  for (const one of seen) {
    const last = entries.findLast((entry) => entry.number <= one.up_to);
    if (last) marks.set(last.number, [...(marks.get(last.number) ?? []), one]);
  }
  return marks;
}
