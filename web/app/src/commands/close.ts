/** Close, for all; the next in the list opens. */
import { msg } from "@lingui/core/macro";
import { IconCheck } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { perform, some } from "./onTargets.ts";

export const close: Command = {
  id: "close",
  title: msg`Close`,
  group: "conversation",
  icon: IconCheck,
  keys: "e",
  when: (scene) => some(scene, (one) => one.state !== "closed"),
  run: (scene) => perform(scene, { kind: "state", state: "closed" }, { leaves: true }),
};
