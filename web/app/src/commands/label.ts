/** Choose labels. */
import { msg } from "@lingui/core/macro";
import { IconTag } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { some } from "./onTargets.ts";
import { overlay } from "./scene.ts";

export const label: Command = {
  id: "label",
  title: msg`Labels …`,
  group: "conversation",
  icon: IconTag,
  keys: "l",
  when: (scene) => some(scene),
  run: () => overlay.set("labels"),
};
