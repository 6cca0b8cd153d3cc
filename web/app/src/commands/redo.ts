/** Do again what I took back last. */
import { msg } from "@lingui/core/macro";
import { IconArrowForward } from "@tabler/icons-react";
import { redoLast } from "../sync/acts.ts";
import type { Command } from "./command.ts";

export const redo: Command = {
  id: "redo",
  title: msg`Do again`,
  group: "conversation",
  icon: IconArrowForward,
  keys: "Shift+Z",
  run: () => void redoLast(),
};
