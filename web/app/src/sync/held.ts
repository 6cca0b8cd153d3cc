/** A waiting send of mine came back as a draft: whoever shows the app says so, and leads there. */
import { makeStore } from "../lib/store.ts";

export interface Held {
  conversation: string;
  draft: string;
}
export const held = makeStore<Held | null>(null);

/** Pure: is this change about an answer of mine that was held? */
export function heldBy(
  change: { kind: string; actor: string | null; conversation: string | null; data: object },
  me: string | undefined,
): Held | null {
  if (change.kind !== "send.held" || !change.conversation || change.actor !== me) return null;
  const { draft } = change.data as { draft?: unknown };
  return { conversation: change.conversation, draft: String(draft ?? "") };
}
