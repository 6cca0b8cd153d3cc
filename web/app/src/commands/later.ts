/** Put aside until a time, or until somebody writes: opens the choice of when. */
import { msg } from "@lingui/core/macro";
import { IconClock } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { some } from "./onTargets.ts";
import { overlay } from "./scene.ts";

export const later: Command = {
  id: "later",
  title: msg`Later …`,
  group: "conversation",
  icon: IconClock,
  keys: "h",
  when: (scene) => some(scene),
  run: () => overlay.set("later"),
};
