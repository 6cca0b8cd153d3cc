/** Give the conversation to someone: opens the choice. */
import { msg } from "@lingui/core/macro";
import { IconUserShare } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { overlay, target } from "./scene.ts";

export const give: Command = {
  id: "give",
  title: msg`Give to …`,
  group: "conversation",
  icon: IconUserShare,
  keys: "Shift+I",
  when: (scene) => target(scene) !== null,
  run: () => overlay.set("assign"),
};
