/** Working on one conversation together: tasks, notes that mention, guests, shared drafts. */
import { plural, t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { api, part, type Acted, type Problem } from "../api/client.ts";
import type { Detail, Draft, Guest, Note, Page, Task } from "../api/types.ts";
import { toast } from "../ui/toast.ts";
import { failed, withNote } from "./actions.ts";
import { cache, cachedDetail, keys, stopAsking } from "./cache.ts";
import { kept, through } from "./doors.ts";
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
    refresh(id); // merged meanwhile: then the whole is shown, and the note can be added there
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
  const said = plural(texts.length, { one: "Task added.", other: "# tasks added." });
  try {
    const wish = { text: texts.join("\n") };
    const path = `/conversations/${part(id)}/tasks`;
    const made = await through(id, { said, quiet: true }, () =>
      api.acting<Task | { items: Task[] }>("POST", path, wish),
    );
    const all = "items" in made ? made.items : [made];
    const known = new Set(all.map((one) => one.id));
    patchTasks(id, (now) => [...now.filter((one) => !known.has(one.id)), ...all]);
    return true;
  } catch (problem) {
    failed(problem as Problem, t`Your text is still there.`);
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
  const how = { said: taskSaid(change), quiet: true };
  return onTasks(id, how, predicted, () => api.acting("PATCH", `/tasks/${part(task)}`, change));
}

/** Gone at once; the act brings it back as it was. */
export async function removeTask(id: string, task: Task): Promise<void> {
  const without = (now: Task[]) => now.filter((one) => one.id !== task.id);
  const how = { said: t`Task removed.` };
  await onTasks(id, how, without, () => api.acting("DELETE", `/tasks/${part(task.id)}`));
}

export function taskSaid(change: TaskChange): string {
  if (change.done === undefined) return t`Task changed.`;
  return change.done ? t`Task ticked off.` : t`Task open again.`;
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
  how: { said: string; quiet?: boolean },
  change: (now: Task[]) => Task[],
  send: () => Promise<Acted<unknown>>,
): Promise<boolean> {
  const before = cachedDetail(id)?.tasks;
  stopAsking(id);
  try {
    await through(id, { ...how, predict: () => patchTasks(id, change) }, send);
    return true;
  } catch (problem) {
    if (before) patchTasks(id, () => before);
    failed(problem as Problem, t`That did not work; all is as it was.`);
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
    const ways = { back: () => revoking(id, made.guest.id), again: null };
    kept(id, { said: t`A guest may look.`, quiet: true }, ways);
    refresh(id);
    return new URL(made.url, location.origin).href;
  } catch (problem) {
    failed(problem as Problem, t`No link was made.`);
    return null;
  }
}

export async function revokeGuest(id: string, guest: string): Promise<void> {
  try {
    await revoking(id, guest);
    toast({ text: t`The link no longer works.` });
  } catch (problem) {
    failed(problem as Problem, t`The link still works.`);
  }
  refresh(id);
}

const revoking = (id: string, guest: string) =>
  api.del(`/conversations/${part(id)}/guests/${part(guest)}`);

/** Who was invited by a mention and has no right on the address. */
export async function setInvited(id: string, users: string[]): Promise<void> {
  const before = invitedNow(id);
  const inviting = (now: string[]) => api.put(`/conversations/${part(id)}/invited`, { users: now });
  try {
    await inviting(users);
    const ways = {
      back: () => inviting(withChange(invitedNow(id), users, before)),
      again: () => inviting(withChange(invitedNow(id), before, users)),
    };
    kept(id, { said: t`Changed who may look.` }, ways);
  } catch (problem) {
    failed(problem as Problem, t`Nothing was changed.`);
  }
  refresh(id);
}

const invitedNow = (id: string) => cachedDetail(id)?.invited ?? [];

/** What leads from one to the other, and nothing of what colleagues have changed since. */
export function withChange(now: string[], from: string[], to: string[]): string[] {
  const kept = now.filter((one) => to.includes(one) || !from.includes(one));
  return [...new Set([...kept, ...to.filter((one) => !from.includes(one))])];
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
