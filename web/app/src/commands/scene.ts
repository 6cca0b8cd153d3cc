/** What is on the screen right now: commands decide and act by this, never by the DOM. */
import { makeStore } from "../lib/store.ts";
import type { Address, Me, Row } from "../api/types.ts";
import { mailPath, type Place } from "../lib/paths.ts";

/** The facts of a conversation that commands need; a row and an open conversation have them. */
export type Subject = Pick<
  Row,
  "id" | "address_id" | "state" | "assignee" | "labels" | "seen_up_to" | "unread" | "subject"
>;

export interface Scene {
  me: Me | null;
  addresses: Address[];
  place: Place | null;
  /** The page of a conversation in the list that is shown, or (without id) of the list. */
  path: (id?: string) => string;
  /** The open conversation. */
  open: Subject | null;
  /** The rows of the list, in order; `cursor` is the one the keys are at. */
  rows: readonly Subject[];
  cursor: string | null;
  go: (path: string) => void;
}

export const scene = makeStore<Scene>({
  me: null,
  addresses: [],
  place: null,
  path: (id) => mailPath({ box: "all", view: "mine", id }),
  open: null,
  rows: [],
  cursor: null,
  go: () => undefined,
});

export function updateScene(part: Partial<Scene>): void {
  scene.set((now) => ({ ...now, ...part }));
}

/** What floats above the screen; at most one thing. */
export type Overlay =
  | "palette"
  | "help"
  | "assign"
  | "labels"
  | "readers"
  | "new-mail"
  | "settings"
  | "saved-view"
  | "merge"
  | "link"
  | "guests"
  | null;
export const overlay = makeStore<Overlay>(null);

/** Asks the composer of the open conversation to begin. */
export interface Begin {
  /** "all": everyone who ever took part; "task": the cursor into the task field. */
  kind: "reply" | "all" | "forward" | "note" | "task";
  conversation: string;
  /** The mail that is forwarded; left out: the last one. */
  message?: string;
}
export const begin = makeStore<Begin | null>(null);

/** The draft the new mail takes up; null: the one begun last. */
export const resumed = makeStore<string | null>(null);

/** Asks the search field for the focus. */
export const wantSearch = makeStore(0);

/** The conversation a command acts on: the open one, else the one under the cursor. */
export function target(now: Scene): Subject | null {
  return now.open ?? now.rows.find((row) => row.id === now.cursor) ?? null;
}
