/** Forward the last mail. */
import { msg } from "@lingui/core/macro";
import { IconArrowForwardUp } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { begin } from "./scene.ts";

export const forward: Command = {
  id: "forward",
  title: msg`Forward`,
  group: "write",
  icon: IconArrowForwardUp,
  keys: "f",
  when: (scene) => scene.open !== null,
  run(scene) {
    if (scene.open) begin.set({ kind: "forward", conversation: scene.at ?? scene.open.id });
  },
};
