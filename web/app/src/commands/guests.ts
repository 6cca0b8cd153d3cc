/** Let somebody without a login look at the open conversation, by a link. */
import { msg } from "@lingui/core/macro";
import { IconUserShare } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { overlay } from "./scene.ts";

export const guests: Command = {
  id: "guests",
  title: msg`Guests …`,
  group: "conversation",
  icon: IconUserShare,
  when: (scene) => scene.open !== null,
  run: () => overlay.set("guests"),
};
