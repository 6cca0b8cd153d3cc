/** Who may read a conversation: makes it confidential, or opens it for the team again. */
import { msg } from "@lingui/core/macro";
import { IconEyeOff } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { overlay, target } from "./scene.ts";

export const readers: Command = {
  id: "readers",
  title: msg`Who may read this …`,
  group: "conversation",
  icon: IconEyeOff,
  when: (scene) => {
    const subject = target(scene);
    const address = scene.addresses.find((one) => one.id === subject?.address_id);
    return address?.rights.some((right) => right.startsWith("write")) ?? false;
  },
  run: () => overlay.set("readers"),
};
