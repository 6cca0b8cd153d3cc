/** Choose a state by its own name. */
import { msg } from "@lingui/core/macro";
import { IconProgress } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { some } from "./onTargets.ts";
import { overlay } from "./scene.ts";

export const status: Command = {
  id: "status",
  title: msg`Status …`,
  group: "conversation",
  icon: IconProgress,
  keys: "Shift+S",
  when: (scene) => some(scene),
  run: () => overlay.set("status"),
};
