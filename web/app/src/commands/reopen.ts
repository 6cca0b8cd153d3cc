/** Open again what is closed, sleeps or waits. */
import { msg } from "@lingui/core/macro";
import { IconArrowBackUp } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { perform, some } from "./onTargets.ts";

export const reopen: Command = {
  id: "reopen",
  title: msg`Open again`,
  group: "conversation",
  icon: IconArrowBackUp,
  keys: "Shift+E",
  when: (scene) => some(scene, (one) => !["new", "open", "merged"].includes(one.state)),
  run: (scene) => perform(scene, { kind: "state", state: "open" }),
};
