/** Open a closed or sleeping conversation again. */
import { msg } from "@lingui/core/macro";
import { IconArrowBackUp } from "@tabler/icons-react";
import { setState } from "../sync/actions.ts";
import type { Command } from "./command.ts";
import { target } from "./scene.ts";

export const reopen: Command = {
  id: "reopen",
  title: msg`Open again`,
  group: "conversation",
  icon: IconArrowBackUp,
  keys: "Shift+E",
  when: (scene) => ["closed", "snoozed"].includes(target(scene)?.state ?? ""),
  run(scene) {
    const subject = target(scene);
    if (subject) void setState(subject.id, "open");
  },
};
