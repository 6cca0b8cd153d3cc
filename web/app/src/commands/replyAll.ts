/** Answer everyone who takes part. */
import { msg } from "@lingui/core/macro";
import { IconArrowBackUpDouble } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { begin } from "./scene.ts";

export const replyAll: Command = {
  id: "reply-all",
  title: msg`Answer all`,
  group: "write",
  icon: IconArrowBackUpDouble,
  keys: "a",
  when: (scene) => scene.open !== null,
  run(scene) {
    if (scene.open) begin.set({ kind: "all", conversation: scene.at ?? scene.open.id });
  },
};
