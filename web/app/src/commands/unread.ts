/** Mark as unread, for me, and go back to the list. */
import { msg } from "@lingui/core/macro";
import { IconMail } from "@tabler/icons-react";
import { markRead } from "../sync/actions.ts";
import type { Command } from "./command.ts";
import { target } from "./scene.ts";

export const unread: Command = {
  id: "unread",
  title: msg`Mark as unread`,
  group: "conversation",
  icon: IconMail,
  keys: "Shift+U",
  when: (scene) => target(scene)?.unread === false,
  run(scene) {
    const subject = target(scene);
    if (!subject) return;
    if (scene.open) scene.go(scene.path());
    void markRead(subject.id, 0);
  },
};
