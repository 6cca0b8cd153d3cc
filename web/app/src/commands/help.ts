/** All keys on one page. */
import { msg } from "@lingui/core/macro";
import { IconHelp } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { overlay } from "./scene.ts";

export const help: Command = {
  id: "help",
  title: msg`Keys`,
  group: "app",
  icon: IconHelp,
  keys: "?",
  run: () => overlay.set("help"),
};
