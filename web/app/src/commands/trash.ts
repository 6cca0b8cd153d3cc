/** Into the trash, or out of it. */
import { msg } from "@lingui/core/macro";
import { IconTrash } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { every, perform, some } from "./onTargets.ts";
import type { Scene } from "./scene.ts";

const there = (scene: Scene) => every(scene, (one) => one.state === "trash");

export const trash: Command = {
  id: "trash",
  title: msg`Into the trash, or out`,
  titleNow: (scene) => (there(scene) ? msg`Out of the trash` : msg`Into the trash`),
  group: "conversation",
  icon: IconTrash,
  keys: "#",
  when: (scene) => some(scene),
  run: (scene) =>
    perform(scene, { kind: "state", state: there(scene) ? "open" : "trash" }, { leaves: true }),
};
