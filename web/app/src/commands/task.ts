/** Put the cursor into the task field. */
import { msg } from "@lingui/core/macro";
import { IconListCheck } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { begin } from "./scene.ts";

export const task: Command = {
  id: "task",
  title: msg`Add a task`,
  group: "write",
  icon: IconListCheck,
  keys: "t",
  when: (scene) => scene.open !== null,
  run(scene) {
    if (scene.open) begin.set({ kind: "task", conversation: scene.at ?? scene.open.id });
  },
};
