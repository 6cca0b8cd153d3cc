/** Merging, splitting, linking and who takes part; acts can be undone like all others. */
import { t } from "@lingui/core/macro";
import { api, part, type Problem } from "../api/client.ts";
import type { Detail, Person } from "../api/types.ts";
import { toast } from "../ui/toast.ts";
import { failed } from "./actions.ts";
import { undoAct } from "./acts.ts";
import { cache, keys } from "./cache.ts";
import { kept, through } from "./doors.ts";
import { recount, refresh } from "./live.ts";
import { done } from "./undoing.ts";

export interface MergePreview {
  confidential: boolean;
  readers: string[];
  addresses: string[];
  people: Person[];
  messages: number;
  warnings: string[];
}
export type Role = "to" | "cc" | "aside";

export const mergePreview = (conversations: string[], into: string) => ({
  queryKey: ["merge-preview", into, ...conversations],
  queryFn: () => api.post<MergePreview>("/merges/preview", { conversations, into }),
  gcTime: 0,
});

/** These entries become a conversation of their own; answers it. */
export async function split(
  id: string,
  entries: number[],
  subject: string,
): Promise<Detail | null> {
  try {
    const path = `/conversations/${part(id)}/split`;
    const wish = { entries, ...(subject.trim() ? { subject: subject.trim() } : {}) };
    const made = await api.post<{ act: string; conversation: Detail }>(path, wish);
    const { act, conversation } = made;
    cache.setQueryData<Detail>(keys.conversation(conversation.id), conversation);
    refresh(id);
    refresh(conversation.id);
    recount();
    const ids = [id, conversation.id];
    const said = t`Split off.`;
    done.push({ ids, said, before: null, acts: Promise.resolve([act]) });
    toast({
      text: said,
      seconds: 10,
      action: {
        label: t`Undo`,
        run: () => void undoAct(act, id).then(() => refresh(conversation.id)),
      },
    });
    return conversation;
  } catch (problem) {
    failed(problem as Problem, t`Nothing was split off.`);
    return null;
  }
}

export async function link(id: string, to: string): Promise<boolean> {
  const linked = await changed(id, () => linking(id, to));
  const ways = { back: () => unlinking(id, to), again: () => linking(id, to) };
  if (linked) kept(id, { said: t`Linked.` }, ways);
  return linked;
}

export async function unlink(id: string, other: string): Promise<void> {
  const gone = await changed(id, () => unlinking(id, other));
  const ways = { back: () => linking(id, other), again: () => unlinking(id, other) };
  if (gone) kept(id, { said: t`No longer linked.` }, ways);
}

const linking = (id: string, to: string) =>
  api.post<Detail>(`/conversations/${part(id)}/links`, { to });

const unlinking = (id: string, other: string) =>
  api.del<Detail>(`/conversations/${part(id)}/links/${part(other)}`);

type Part = Person & { role: Role };

/** Who gets the next answer, and how; the server has the last word. */
export async function setParticipants(id: string, participants: Part[]): Promise<void> {
  const wish = participants.map(({ address, name, role }) => ({ address, name, role }));
  const path = `/conversations/${part(id)}/participants`;
  const said = t`The next answer goes to others.`;
  await changed(id, () =>
    through(id, { said }, () => api.acting<Detail>("PUT", path, { participants: wish })),
  );
}

async function changed(id: string, send: () => Promise<Detail | null>): Promise<boolean> {
  try {
    const now = await send();
    if (now) cache.setQueryData<Detail>(keys.conversation(id), now);
    refresh(id);
    return true;
  } catch (problem) {
    failed(problem as Problem, t`Nothing was changed.`);
    return false;
  }
}
