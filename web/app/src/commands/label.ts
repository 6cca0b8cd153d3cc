/** Choose the labels of a conversation. */
import { msg } from "@lingui/core/macro";
import { IconTag } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { overlay, target } from "./scene.ts";

export const label: Command = {
  id: "label",
  title: msg`Labels …`,
  group: "conversation",
  icon: IconTag,
  keys: "l",
  when: (scene) => target(scene) !== null,
  run: () => overlay.set("labels"),
};
