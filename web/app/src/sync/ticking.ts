/** Ticking a task off where it stands in the list of mine: at once, with a way back. */
import { t } from "@lingui/core/macro";
import { api, part, type Problem } from "../api/client.ts";
import { failed } from "./actions.ts";
import { cache, keys } from "./cache.ts";
import { through } from "./doors.ts";
import type { MyTask } from "./queries.ts";
import { taskSaid } from "./together.ts";

interface Tasks {
  items: MyTask[];
}

export async function tick(task: MyTask, done: boolean): Promise<void> {
  show(task.id, done);
  try {
    await through(task.conversation, { said: taskSaid({ done }) }, () =>
      api.acting("PATCH", `/tasks/${part(task.id)}`, { done }),
    );
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
