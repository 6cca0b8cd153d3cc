/** Reading and notes of a conversation, and putting rows where they belong. The rest: acts.ts. */
import { t } from "@lingui/core/macro";
import { api, part, type Problem } from "../api/client.ts";
import type { Detail, Note, Page, Row } from "../api/types.ts";
import { toast } from "../ui/toast.ts";
import { placeAll } from "./apply.ts";
import {
  cache,
  cachedDetail,
  cachedLists,
  cachedMe,
  cachedRow,
  keys,
  stopAsking,
  type RowPages,
} from "./cache.ts";
import { recount, refresh } from "./live.ts";
import { explain } from "./explain.ts";

/** Read as far as this entry. */
export async function markRead(id: string, upTo: number): Promise<boolean> {
  const row = cachedRow(id);
  const detail = cachedDetail(id);
  if (row) put({ ...row, ...seen(row, upTo) });
  stopAsking(id);
  if (detail)
    cache.setQueryData<Detail>(keys.conversation(id), { ...detail, ...seen(detail, upTo) });
  try {
    await api.put(`/conversations/${part(id)}/read`, { up_to: upTo });
    recount();
    return true;
  } catch (problem) {
    failed(problem as Problem, t`That did not work; all is as it was.`);
    return false;
  } finally {
    refresh(id);
  }
}

const seen = ({ seen_up_to }: { seen_up_to: number }, upTo: number) => ({
  read_up_to: upTo,
  unread: upTo < seen_up_to,
});

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

/** Puts a row to its place in every list we hold. */
export const put = (row: Row) => putAll([row]);

export function putAll(rows: readonly Row[]): void {
  const me = cachedMe()?.address ?? "";
  for (const [list, data] of cachedLists()) {
    const pages: Page<Row>[] = placeAll(data.pages, rows, list, me);
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
