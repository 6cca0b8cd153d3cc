/** Language, scheme, keys: the person's settings. */
import { msg } from "@lingui/core/macro";
import { IconSettings } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { overlay } from "./scene.ts";

export const settings: Command = {
  id: "settings",
  title: msg`Settings`,
  group: "app",
  icon: IconSettings,
  run: () => overlay.set("settings"),
};
