/** Take back what I did last. */
import { msg } from "@lingui/core/macro";
import { IconArrowBack } from "@tabler/icons-react";
import { undoLast } from "../sync/acts.ts";
import type { Command } from "./command.ts";

export const undo: Command = {
  id: "undo",
  title: msg`Undo`,
  group: "conversation",
  icon: IconArrowBack,
  keys: "z",
  run: () => void undoLast(),
};
