/** Choose the address it belongs to. */
import { msg } from "@lingui/core/macro";
import { IconFolderSymlink } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { some } from "./onTargets.ts";
import { overlay } from "./scene.ts";

export const move: Command = {
  id: "move",
  title: msg`Move to …`,
  group: "conversation",
  icon: IconFolderSymlink,
  keys: "v",
  when: (scene) => some(scene),
  run: () => overlay.set("move"),
};
