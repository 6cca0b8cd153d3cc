/** Begin a new mail. */
import { msg } from "@lingui/core/macro";
import { IconPencil } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { overlay } from "./scene.ts";

export const newMail: Command = {
  id: "new-mail",
  title: msg`New mail`,
  group: "write",
  icon: IconPencil,
  keys: "c",
  run: () => overlay.set("new-mail"),
};
