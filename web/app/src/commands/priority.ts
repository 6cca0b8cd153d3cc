/** Choose how urgent it is. */
import { msg } from "@lingui/core/macro";
import { IconFlag } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { some } from "./onTargets.ts";
import { overlay } from "./scene.ts";

export const priority: Command = {
  id: "priority",
  title: msg`Priority …`,
  group: "conversation",
  icon: IconFlag,
  keys: "p",
  when: (scene) => some(scene),
  run: () => overlay.set("priority"),
};
