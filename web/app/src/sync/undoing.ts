/** What I did, newest last: for taking back, and for doing again. Outlives a reload of the page. */
import type { Detail, Row } from "../api/types.ts";

/** Conversations as they were shown at one time. */
export interface Snapshot {
  rows: Row[];
  details: Detail[];
}

export interface Entry {
  ids: string[];
  /** What was done, in words. */
  said: string;
  /** How it was, and how it became; unknown after a reload: then the server's answer shows it. */
  before: Snapshot | null;
  after?: Snapshot | null;
  /** Ids of the acts, once the server has them. */
  acts: Promise<string[]>;
  /** What the server keeps no act of goes back by its opposite, as long as the page lives. */
  ways?: Ways;
}

export interface Ways {
  back: () => Promise<unknown>;
  /** Null: it cannot be done the same way again (a link that is shown once). */
  again: (() => Promise<unknown>) | null;
}

const MOST = 50;

export class Stack {
  private entries: Entry[] = [];
  private readonly name: string;
  private readonly store: Pick<Storage, "getItem" | "setItem">;

  constructor(name: string, store: Pick<Storage, "getItem" | "setItem">) {
    this.name = name;
    this.store = store;
    this.entries = this.load();
  }

  /** What is done anew ends what could be done again; `kept`: it was itself done again. */
  push(entry: Entry, kept = false): void {
    this.entries = [...this.entries, entry].slice(-MOST);
    if (this === done && !kept) undone.clear();
    void entry.acts.then(() => this.keep());
  }

  pop(): Entry | undefined {
    const last = this.entries.at(-1);
    if (last) this.forget(last);
    return last;
  }

  forget(entry: Entry): void {
    this.entries = this.entries.filter((one) => one !== entry);
    void this.keep();
  }

  clear(): void {
    this.entries = [];
    void this.keep();
  }

  /** Only what the server has confirmed can be taken back after a reload. */
  private async keep(): Promise<void> {
    const all = await Promise.all(
      this.entries.map(async ({ ids, said, acts }) => ({ ids, said, acts: await acts })),
    );
    try {
      this.store.setItem(this.name, JSON.stringify(all.filter((one) => one.acts.length)));
    } catch {
      // full or forbidden: it lives as long as the page
    }
  }

  private load(): Entry[] {
    try {
      const kept = JSON.parse(this.store.getItem(this.name) ?? "[]") as {
        ids: string[];
        said: string;
        acts: string[];
      }[];
      return kept.map((one) => ({
        ...one,
        before: null,
        after: null,
        acts: Promise.resolve(one.acts),
      }));
    } catch {
      return [];
    }
  }
}

export const done = new Stack("done", sessionStorage);
export const undone = new Stack("undone", sessionStorage);
