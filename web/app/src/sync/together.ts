/** Working on one conversation together: tasks, notes that mention, guests, shared drafts. */
import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { api, part, type Problem } from "../api/client.ts";
import type { Detail, Draft, Guest, Note, Page, Task } from "../api/types.ts";
import { toast } from "../ui/toast.ts";
import { failed, withNote } from "./actions.ts";
import { cache, cachedDetail, keys } from "./cache.ts";
import { refresh } from "./live.ts";

export interface Mentionable {
  /** Of a person; of a team it may be empty. */
  address: string;
  name: string;
  kind: "person" | "team";
  /** Sees the conversation without being invited. */
  sees: boolean;
}

export const useMentionable = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: ["mentionable", id],
    queryFn: () => api.get<Page<Mentionable>>(`/conversations/${part(id)}/mentionable`),
    enabled,
  });

/** `grant`: whoever of these cannot see the conversation may see it from now on. */
export async function addNote(id: string, text: string, grant: string[]): Promise<boolean> {
  try {
    const wish = grant.length ? { text, grant } : { text };
    const note = await api.post<Note>(`/conversations/${part(id)}/notes`, wish);
    cache.setQueryData<Detail>(keys.conversation(id), (now) => now && withNote(now, note));
    refresh(id);
    return true;
  } catch (problem) {
    failed(problem as Problem, t`The note was not added. Your text is still there.`);
    return false;
  }
}

export type TaskChange = Partial<
  Pick<Task, "text" | "done" | "assignee" | "team" | "due_at" | "position">
>;

/** Each line is one task. */
export async function addTasks(id: string, lines: string): Promise<boolean> {
  const texts = lines
    .split("\n")
    .map((line) => line.replace(/^\s*(?:[-*•]|\[ ?\])\s*/, "").trim())
    .filter(Boolean);
  try {
    const text = texts.join("\n");
    const path = `/conversations/${part(id)}/tasks`;
    const made = await api.post<Task | { items: Task[] }>(path, { text });
    const all = "items" in made ? made.items : [made];
    const known = new Set(all.map((one) => one.id));
    patchTasks(id, (now) => [...now.filter((one) => !known.has(one.id)), ...all]);
    refresh(id);
    return true;
  } catch (problem) {
    failed(problem as Problem, t`Your text is still there.`);
    refresh(id);
    return false;
  }
}

export function changeTask(id: string, task: string, change: TaskChange): Promise<boolean> {
  const predicted = (now: Task[]) =>
    moved(
      now.map((one) => (one.id === task ? { ...one, ...change } : one)),
      task,
      change.position,
    );
  return onTasks(id, predicted, () => api.patch<Task>(`/tasks/${part(task)}`, change));
}

/** Gone at once; the way back writes it again. */
export async function removeTask(id: string, task: Task): Promise<void> {
  const without = (now: Task[]) => now.filter((one) => one.id !== task.id);
  if (!(await onTasks(id, without, () => api.del(`/tasks/${part(task.id)}`)))) return;
  const again = async () => {
    const { text, assignee, team, due_at } = task;
    const wish = { text, assignee, team, due_at };
    const made = await api.post<Task>(`/conversations/${part(id)}/tasks`, wish);
    await changeTask(id, made.id, { done: task.done, position: task.position });
  };
  toast({ text: t`Task removed.`, action: { label: t`Undo`, run: () => void again() } });
}

/** Pure: the tasks in their order, one of them moved to `position`. */
export function moved(tasks: Task[], task: string, position: number | undefined): Task[] {
  const one = tasks.find((some) => some.id === task);
  if (!one || position === undefined) return tasks;
  const rest = inOrder(tasks).filter((some) => some.id !== task);
  return [...rest.slice(0, position), one, ...rest.slice(position)].map((some, n) => ({
    ...some,
    position: n,
  }));
}

export const inOrder = (tasks: readonly Task[]): Task[] =>
  [...tasks].sort((a, b) => a.position - b.position);

async function onTasks(
  id: string,
  predict: (now: Task[]) => Task[],
  send: () => Promise<unknown>,
): Promise<boolean> {
  const before = cachedDetail(id)?.tasks;
  void cache.cancelQueries({ queryKey: keys.conversation(id) }, { revert: false });
  patchTasks(id, predict);
  try {
    await send();
    refresh(id);
    return true;
  } catch (problem) {
    if (before) patchTasks(id, () => before);
    failed(problem as Problem, t`That did not work; all is as it was.`);
    refresh(id);
    return false;
  }
}

function patchTasks(id: string, change: (now: Task[]) => Task[]): void {
  cache.setQueryData<Detail>(
    keys.conversation(id),
    (now) => now && { ...now, tasks: change(now.tasks) },
  );
}

export interface GuestWish {
  name: string;
  days: number;
  notes: boolean;
}

/** The link is shown once: nobody can read it from the server again. */
export async function inviteGuest(id: string, wish: GuestWish): Promise<string | null> {
  try {
    const path = `/conversations/${part(id)}/guests`;
    const made = await api.post<{ guest: Guest; url: string }>(path, wish);
    refresh(id);
    return new URL(made.url, location.origin).href;
  } catch (problem) {
    failed(problem as Problem, t`No link was made.`);
    return null;
  }
}

export async function revokeGuest(id: string, guest: string): Promise<void> {
  try {
    await api.del(`/conversations/${part(id)}/guests/${part(guest)}`);
    toast({ text: t`The link no longer works.` });
  } catch (problem) {
    failed(problem as Problem, t`The link still works.`);
  }
  refresh(id);
}

/** Who was invited by a mention and has no right on the address. */
export async function setInvited(id: string, users: string[]): Promise<void> {
  try {
    await api.put(`/conversations/${part(id)}/invited`, { users });
  } catch (problem) {
    failed(problem as Problem, t`Nothing was changed.`);
  }
  refresh(id);
}

export async function shareDraft(id: string, shared: boolean): Promise<Draft | null> {
  try {
    const draft = await api.post<Draft>(`/drafts/${part(id)}/share`, { shared });
    if (draft.conversation) refresh(draft.conversation);
    return draft;
  } catch (problem) {
    failed(problem as Problem, t`Nothing was changed.`);
    return null;
  }
}
