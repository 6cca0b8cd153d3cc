/** Join this conversation, or all selected ones, with another. */
import { msg } from "@lingui/core/macro";
import { IconArrowMerge } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { overlay, target } from "./scene.ts";

export const merge: Command = {
  id: "merge",
  title: msg`Merge with …`,
  group: "conversation",
  icon: IconArrowMerge,
  when: (scene) => target(scene) !== null,
  run: () => overlay.set("merge"),
};
