/** Choose mails and notes of the open conversation that become one of their own. */
import { msg } from "@lingui/core/macro";
import { IconArrowsSplit2 } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { choose } from "./choosing.ts";

export const split: Command = {
  id: "split",
  title: msg`Split off …`,
  group: "conversation",
  icon: IconArrowsSplit2,
  when: (scene) => scene.open !== null,
  run(scene) {
    if (scene.open) choose(scene.open.id);
  },
};
