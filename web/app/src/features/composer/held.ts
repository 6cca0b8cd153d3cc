/** Why was a draft held: what is newer than what its writer had seen. Pure. */
import type { Crossing, Detail, Draft, Message, Note } from "../../api/types.ts";

type Told = Pick<Detail, "messages" | "notes" | "events">;

/** What stands in the way of a held draft; null: it is not held, or nothing of it is there. */
export function heldBack(detail: Told, draft: Draft | undefined): Crossing | null {
  if (!draft?.held) return null;
  const told = detail.events.findLast(
    (event) => event.kind === "send_held" && String(event.data["draft"]) === draft.id,
  )?.data["newer"];
  const numbers = Array.isArray(told) ? told.map(Number) : null;
  const stands = (one: Message | Note) =>
    numbers
      ? numbers.includes(one.number)
      : one.number > draft.seen_up_to && one.author !== draft.author;
  const newer = [...detail.messages, ...detail.notes]
    .filter(stands)
    .sort((a, b) => a.number - b.number);
  return newer.length ? { newer, draft } : null;
}

/** It came back when its time came, not at the click. */
export function waited(detail: Told, draft: Draft): boolean {
  return detail.events.some(
    (event) => event.kind === "send_held" && String(event.data["draft"]) === draft.id,
  );
}
