/** Everything by name: the palette. */
import { msg } from "@lingui/core/macro";
import { IconCommand } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { overlay } from "./scene.ts";

export const palette: Command = {
  id: "palette",
  title: msg`Search or jump …`,
  group: "app",
  icon: IconCommand,
  keys: "Ctrl+K",
  everywhere: true,
  run: () => overlay.set((now) => (now === "palette" ? null : "palette")),
};
