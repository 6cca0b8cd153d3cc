/** Say that another conversation has to do with this one. */
import { msg } from "@lingui/core/macro";
import { IconLink } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { overlay } from "./scene.ts";

export const link: Command = {
  id: "link",
  title: msg`Link with …`,
  group: "conversation",
  icon: IconLink,
  when: (scene) => scene.open !== null,
  run: () => overlay.set("link"),
};
