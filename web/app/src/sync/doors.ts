/** What has a door of its own (who may read, who takes part, tasks) is kept for undoing like every act. */
import type { Acted } from "../api/client.ts";
import { dismiss } from "../ui/toast.ts";
import { offerUndo, snapshot } from "./acts.ts";
import { hold, release } from "./holding.ts";
import { refresh } from "./live.ts";
import { done, type Entry, type Ways } from "./undoing.ts";

interface How {
  /** What is done, in words. */
  said: string;
  /** Shows it before the server has answered. */
  predict?: () => void;
  /** No toast: it is seen where it was done. `z` takes it back all the same. */
  quiet?: boolean;
}

/** After something the server keeps no act of: `z` takes it back by its opposite. */
export function kept(id: string, how: { said: string; quiet?: boolean }, ways: Ways): void {
  const entry: Entry = {
    ids: [id],
    said: how.said,
    before: null,
    after: null,
    acts: Promise.resolve([]),
    ways,
  };
  done.push(entry);
  if (!how.quiet) offerUndo(entry);
}

/** Throws what the server refuses; then all is as it was, and the caller says so. */
export async function through<T>(
  id: string,
  { said, predict, quiet = false }: How,
  send: () => Promise<Acted<T>>,
): Promise<T> {
  let settled: (acts: string[]) => void = () => undefined;
  const before = predict ? snapshot([id]) : null;
  predict?.();
  const entry: Entry = {
    ids: [id],
    said,
    before,
    after: predict ? snapshot([id]) : null,
    acts: new Promise((resolve) => (settled = resolve)),
  };
  done.push(entry);
  const shown = quiet ? undefined : offerUndo(entry);
  hold([id]);
  const forget = () => {
    done.forget(entry);
    if (shown !== undefined) dismiss(shown);
  };
  try {
    const { answer, act } = await send();
    settled(act ? [act] : []);
    if (!act) forget();
    return answer;
  } catch (problem) {
    settled([]);
    forget();
    throw problem;
  } finally {
    release([id]);
    refresh(id);
  }
}
