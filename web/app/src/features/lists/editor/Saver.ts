/** Keeps what is typed: saves after a pause, one save at a time, and never over somebody else's. */
import { Problem } from "../../../api/client.ts";
import { makeStore, type Store } from "../../../lib/store.ts";
import type { Campaign } from "../campaigns/remote.ts";
import { differing, draftOf, merged, part, type Draft } from "./drafts.ts";

export const PAUSE = 500; // ms without a key

export interface Typing {
  draft: Draft;
  /** What the server holds, and its version. */
  kept: Draft;
  version: number;
  state: "kept" | "typed" | "saving" | "failed";
  error: Error | null;
  /** Somebody else's version that differs where ours does. */
  theirs: Campaign | null;
}

export type Put = (wish: Partial<Draft> & { version: number }) => Promise<{ version: number }>;

export class Saver {
  readonly store: Store<Typing>;
  readonly #put: Put;
  readonly #pause: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;

  constructor(campaign: Campaign, put: Put, pause = PAUSE) {
    const draft = draftOf(campaign);
    const { version } = campaign;
    this.store = makeStore<Typing>({
      draft,
      kept: draft,
      version,
      state: "kept",
      error: null,
      theirs: null,
    });
    this.#put = put;
    this.#pause = pause;
  }

  change(wish: Partial<Draft> | ((draft: Draft) => Partial<Draft>)): void {
    this.store.set((now) => {
      const given = wish instanceof Function ? wish(now.draft) : wish;
      return { ...now, draft: { ...now.draft, ...given }, state: "typed" };
    });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), this.#pause);
  }

  /** Resolves when all that was typed so far is kept, or could not be. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running ??= this.#saveAll().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  /** The server has a newer version: taken as it is when nothing waits here. */
  hears(newer: Campaign): void {
    const now = this.store.get();
    if (newer.version <= now.version || now.state !== "kept") return;
    this.#settle(newer, draftOf(newer));
  }

  takeTheirs(): void {
    const { theirs } = this.store.get();
    if (theirs) this.#settle(theirs, draftOf(theirs));
  }

  async takeMine(): Promise<void> {
    const { theirs, draft } = this.store.get();
    if (!theirs) return;
    this.#settle(theirs, draft);
    await this.flush();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #saveAll(): Promise<void> {
    for (;;) {
      const { draft, kept, version, theirs } = this.store.get();
      const fields = differing(kept, draft);
      if (theirs) return;
      if (fields.length === 0) {
        this.store.set((now) => ({ ...now, state: "kept", error: null }));
        return;
      }
      this.store.set((now) => ({ ...now, state: "saving" }));
      try {
        const done = await this.#put({ ...part(draft, fields), version });
        this.store.set((now) => ({ ...now, kept: draft, version: done.version, error: null }));
      } catch (problem) {
        if (!this.#tells(problem as Error)) return;
      }
    }
  }

  /** After a refusal: whether to save again. */
  #tells(problem: Error): boolean {
    const newer = problem instanceof Problem ? (problem.body["newer"] as Campaign) : undefined;
    if (!newer) {
      this.store.set((now) => ({ ...now, state: "failed", error: problem }));
      return false;
    }
    const { kept, draft } = this.store.get();
    const both = merged(kept, draft, draftOf(newer));
    if (!both) {
      this.store.set((now) => ({ ...now, state: "typed", theirs: newer }));
      return false;
    }
    this.#settle(newer, both);
    return true;
  }

  #settle(newer: Campaign, draft: Draft): void {
    const kept = draftOf(newer);
    const { version } = newer;
    const state = differing(kept, draft).length > 0 ? "typed" : "kept";
    this.store.set((now) => ({ ...now, draft, kept, version, state, error: null, theirs: null }));
  }
}
