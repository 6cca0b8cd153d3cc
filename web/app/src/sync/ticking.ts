/** Ticking a task off where it stands in the list of mine: at once, with a way back. */
import { t } from "@lingui/core/macro";
import { api, part, type Problem } from "../api/client.ts";
import { toast } from "../ui/toast.ts";
import { failed } from "./actions.ts";
import { cache, keys } from "./cache.ts";
import { refresh } from "./live.ts";
import type { MyTask } from "./queries.ts";

interface Tasks {
  items: MyTask[];
}

export async function tick(task: MyTask, done: boolean): Promise<void> {
  show(task.id, done);
  if (done)
    toast({
      text: t`Done.`,
      action: { label: t`Undo`, run: () => void tick(task, false) },
    });
  try {
    await api.patch(`/tasks/${part(task.id)}`, { done });
    refresh(task.conversation);
  } catch (problem) {
    show(task.id, !done);
    failed(problem as Problem, t`All is as it was.`);
  }
}

function show(id: string, done: boolean): void {
  cache.setQueryData<Tasks>(
    keys.tasks,
    (now) => now && { items: now.items.map((one) => (one.id === id ? { ...one, done } : one)) },
  );
}
