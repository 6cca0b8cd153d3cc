/** Give the conversation to myself. */
import { msg } from "@lingui/core/macro";
import { IconUserCheck } from "@tabler/icons-react";
import { assign } from "../sync/actions.ts";
import type { Command } from "./command.ts";
import { target } from "./scene.ts";

export const takeIt: Command = {
  id: "take",
  title: msg`Give to me`,
  group: "conversation",
  icon: IconUserCheck,
  keys: "i",
  when: (scene) => target(scene) !== null && target(scene)?.assignee !== scene.me?.address,
  run(scene) {
    const subject = target(scene);
    if (subject && scene.me) void assign(subject.id, scene.me.address);
  },
};
