/** Close a conversation, for all; the next in the list opens. */
import { msg } from "@lingui/core/macro";
import { IconCheck } from "@tabler/icons-react";
import * as actions from "../sync/actions.ts";
import type { Command } from "./command.ts";
import { target } from "./scene.ts";
import { onward } from "./walk.ts";

export const close: Command = {
  id: "close",
  title: msg`Close`,
  group: "conversation",
  icon: IconCheck,
  keys: "e",
  when: (scene) => !["closed", undefined].includes(target(scene)?.state),
  run(scene) {
    const subject = target(scene);
    if (!subject) return;
    onward(scene, subject.id);
    void actions.close(subject.id);
  },
};
