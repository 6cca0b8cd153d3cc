/** Write a note that stays inside. */
import { msg } from "@lingui/core/macro";
import { IconLock } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { begin } from "./scene.ts";

export const note: Command = {
  id: "note",
  title: msg`Write a note`,
  group: "write",
  icon: IconLock,
  keys: "n",
  when: (scene) => scene.open !== null,
  run(scene) {
    if (scene.open) begin.set({ kind: "note", conversation: scene.at ?? scene.open.id });
  },
};
