/** What people do to conversations: shown at once, then sent; a refusal is taken back and said. */
import { t } from "@lingui/core/macro";
import { api, part, type Problem } from "../api/client.ts";
import type { Detail, Note, Page, Row, State } from "../api/types.ts";
import { toast } from "../ui/toast.ts";
import { place, predict, type Prediction } from "./apply.ts";
import {
  cache,
  cachedDetail,
  cachedLists,
  cachedMe,
  cachedRow,
  keys,
  type RowPages,
} from "./cache.ts";
import { recount, refresh } from "./live.ts";
import { explain } from "./explain.ts";

export function assign(id: string, user: string | null): Promise<boolean> {
  return change(id, { kind: "assign", user }, () =>
    api.put(`/conversations/${part(id)}/assignment`, { user }),
  );
}

export function setState(id: string, state: State): Promise<boolean> {
  return change(id, { kind: "state", state }, () =>
    api.put(`/conversations/${part(id)}/state`, { state }),
  );
}

/** Close, with a way back. */
export async function close(id: string): Promise<void> {
  const before = (cachedRow(id) ?? cachedDetail(id))?.state ?? "open";
  if (!(await setState(id, "closed"))) return;
  toast({ text: t`Closed.`, action: { label: t`Undo`, run: () => void setState(id, before) } });
}

export function setLabels(id: string, labels: string[]): Promise<boolean> {
  return change(id, { kind: "labels", labels }, () =>
    api.put(`/conversations/${part(id)}/labels`, { labels }),
  );
}

export function markRead(id: string, upTo: number): Promise<boolean> {
  return change(id, { kind: "read", upTo }, () =>
    api.put(`/conversations/${part(id)}/read`, { up_to: upTo }),
  );
}

/** Confidential for these people (and me), or with nobody named: for the whole team. */
export async function setReaders(id: string, users: string[]): Promise<boolean> {
  try {
    await api.put(`/conversations/${part(id)}/readers`, { users });
    refresh(id);
    return true;
  } catch (problem) {
    failed(problem as Problem, t`Nothing was changed.`);
    return false;
  }
}

export async function addNote(id: string, text: string): Promise<boolean> {
  try {
    const note = await api.post<Note>(`/conversations/${part(id)}/notes`, { text });
    cache.setQueryData<Detail>(keys.conversation(id), (now) => now && withNote(now, note));
    refresh(id);
    return true;
  } catch (problem) {
    failed(problem as Problem, t`The note was not added. Your text is still there.`);
    return false;
  }
}

/** Predict everywhere, send, and on refusal put everything back as it was. */
async function change(
  id: string,
  prediction: Prediction,
  send: () => Promise<unknown>,
): Promise<boolean> {
  const row = cachedRow(id);
  const detail = cachedDetail(id);
  if (row) put(predict(row, prediction));
  void cache.cancelQueries({ queryKey: keys.conversation(id) }, { revert: false });
  if (detail) cache.setQueryData<Detail>(keys.conversation(id), predict(detail, prediction));
  try {
    await send();
    recount();
    refresh(id);
    return true;
  } catch (problem) {
    if (row) put(row);
    if (detail) cache.setQueryData<Detail>(keys.conversation(id), detail);
    failed(problem as Problem, t`That did not work; all is as it was.`);
    refresh(id);
    return false;
  }
}

/** Puts a row to its place in every list we hold. */
export function put(row: Row): void {
  const me = cachedMe()?.address ?? "";
  for (const [list, data] of cachedLists()) {
    const pages: Page<Row>[] = place(data.pages, row, list, me);
    if (pages !== data.pages) cache.setQueryData<RowPages>(keys.rows(list), { ...data, pages });
  }
}

export function withNote(now: Detail, note: Note): Detail {
  if (now.notes.some((one) => one.id === note.id)) return now;
  const seen = Math.max(now.seen_up_to, note.number);
  return { ...now, notes: [...now.notes, note], seen_up_to: seen, read_up_to: seen };
}

export function failed(problem: Problem, kept: string): void {
  toast({ text: `${explain(problem)} ${kept}`, tone: "danger", seconds: 10 });
}
