/** Give it to a person or a team: opens the choice. */
import { msg } from "@lingui/core/macro";
import { IconUserShare } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { some } from "./onTargets.ts";
import { overlay } from "./scene.ts";

export const give: Command = {
  id: "give",
  title: msg`Give to …`,
  group: "conversation",
  icon: IconUserShare,
  keys: "Shift+I",
  when: (scene) => some(scene),
  run: () => overlay.set("assign"),
};
