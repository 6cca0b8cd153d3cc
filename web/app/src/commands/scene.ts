/** What is on the screen right now: commands decide and act by this, never by the DOM. */
import { makeStore } from "../lib/store.ts";
import { typedAhead } from "../lib/typedAhead.ts";
import type { Address, Me, Row } from "../api/types.ts";
import { mailPath, type Place } from "../lib/paths.ts";

/** The facts of a conversation that commands need; a row and an open conversation have them. */
export type Subject = Pick<
  Row,
  | "id"
  | "address_id"
  | "state"
  | "status"
  | "assignee"
  | "team"
  | "labels"
  | "priority"
  | "due_at"
  | "seen_up_to"
  | "unread"
  | "starred"
  | "followed"
  | "archived"
  | "subject"
>;

/** From one conversation of a list to another, or to none. */
export interface Ahead {
  box: string;
  view: string;
  from: string | null;
  to: string | null;
}

export interface Scene {
  me: Me | null;
  addresses: Address[];
  place: Place | null;
  /** The page of a conversation in the list that is shown, or (without id) of the list. */
  path: (id?: string) => string;
  /** The conversation that is opened, from the key on; `open` once it is there. */
  at: string | null;
  /** What a page shows before the address bar says so. */
  ahead: Ahead | null;
  open: Subject | null;
  /** The rows of the list, in order; `cursor` is the one the keys are at. */
  rows: readonly Subject[];
  cursor: string | null;
  /** Chosen with x; commands act on all of them. `beyond`: chosen, but not among the rows. */
  selected: readonly string[];
  beyond: readonly Subject[];
  /** The row a choice was opened from by pointer, while it is open. */
  aim: string | null;
  go: (path: string) => void;
}

export const scene = makeStore<Scene>({
  me: null,
  addresses: [],
  place: null,
  path: (id) => mailPath({ box: "all", view: "mine", id }),
  at: null,
  ahead: null,
  open: null,
  rows: [],
  cursor: null,
  selected: [],
  beyond: [],
  aim: null,
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
  | "later"
  | "due"
  | "priority"
  | "status"
  | "move"
  | "merge"
  | "link"
  | "guests"
  | null;
export const overlay = makeStore<Overlay>(null);
overlay.watch(() => {
  typedAhead.set("");
  if (overlay.get() === null && scene.get().aim !== null) updateScene({ aim: null });
});

/** Who should still see a conversation, when fewer get the answer: proposed to "Who may read this". */
export const readersMeant = makeStore<readonly string[] | null>(null);

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

/** The conversation one is at: the open one, else the one under the cursor. */
export function target(now: Scene): Subject | null {
  if (now.open && (now.at === null || now.open.id === now.at)) return now.open;
  const id = now.at ?? now.cursor;
  return now.rows.find((row) => row.id === id) ?? null;
}

/** What a command acts on: the row pointed at, all that are selected, else the one we are at. */
export function targets(now: Scene): readonly Subject[] {
  const aimed = now.aim === null ? undefined : now.rows.find((row) => row.id === now.aim);
  if (aimed) return [aimed];
  if (now.selected.length) {
    const chosen = new Set(now.selected);
    return [...now.rows, ...now.beyond].filter((row) => chosen.delete(row.id));
  }
  const one = target(now);
  return one ? [one] : [];
}
