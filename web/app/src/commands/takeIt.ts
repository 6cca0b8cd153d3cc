/** Give it to myself. Whoever was quicker keeps it. */
import { msg } from "@lingui/core/macro";
import { IconUserCheck } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { perform, some } from "./onTargets.ts";

export const takeIt: Command = {
  id: "take",
  title: msg`Give to me`,
  group: "conversation",
  icon: IconUserCheck,
  keys: "i",
  when: (scene) => some(scene, (one) => one.assignee !== scene.me?.address),
  run(scene) {
    if (scene.me) perform(scene, { kind: "assign", user: scene.me.address });
  },
};
