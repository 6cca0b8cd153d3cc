/** Answer the open conversation. */
import { msg } from "@lingui/core/macro";
import { IconArrowBackUp } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { begin } from "./scene.ts";

export const reply: Command = {
  id: "reply",
  title: msg`Answer`,
  group: "write",
  icon: IconArrowBackUp,
  keys: "r",
  when: (scene) => scene.open !== null,
  run(scene) {
    if (scene.open) begin.set({ kind: "reply", conversation: scene.at ?? scene.open.id });
  },
};
