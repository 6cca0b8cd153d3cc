/** Choose until when it must be done. */
import { msg } from "@lingui/core/macro";
import { IconAlarm } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { some } from "./onTargets.ts";
import { overlay } from "./scene.ts";

export const due: Command = {
  id: "due",
  title: msg`Due …`,
  group: "conversation",
  icon: IconAlarm,
  keys: "d",
  when: (scene) => some(scene),
  run: () => overlay.set("due"),
};
