/** Join this conversation, or all selected ones, with another. */
import { msg } from "@lingui/core/macro";
import { IconArrowMerge } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { some } from "./onTargets.ts";
import { overlay } from "./scene.ts";

export const merge: Command = {
  id: "merge",
  title: msg`Merge with …`,
  group: "conversation",
  icon: IconArrowMerge,
  keys: "m",
  when: (scene) => some(scene),
  run: () => overlay.set("merge"),
};
