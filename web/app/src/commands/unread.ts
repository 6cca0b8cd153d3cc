/** Mark as unread, for me, and go back to the list; or as read. */
import { msg } from "@lingui/core/macro";
import { IconMail } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { perform, some } from "./onTargets.ts";
import type { Scene } from "./scene.ts";
import { open } from "./walk.ts";

const anyUnread = (scene: Scene) => some(scene, (one) => one.unread);

export const unread: Command = {
  id: "unread",
  title: msg`Mark as read or unread`,
  titleNow: (scene) => (anyUnread(scene) ? msg`Mark as read` : msg`Mark as unread`),
  group: "conversation",
  icon: IconMail,
  keys: "Shift+U",
  when: (scene) => some(scene),
  run(scene) {
    const on = anyUnread(scene);
    if (!on && scene.at !== null && !scene.selected.length) open(scene, null);
    perform(scene, { kind: "read", on });
  },
};
