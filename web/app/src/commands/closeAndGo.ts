/** Close and go to the next or the previous conversation. */
import { msg } from "@lingui/core/macro";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import * as actions from "../sync/actions.ts";
import type { Command } from "./command.ts";
import type { Scene } from "./scene.ts";
import { neighbour } from "./walk.ts";

function closeAndGo(scene: Scene, by: 1 | -1): void {
  if (!scene.open) return;
  const next = neighbour(scene, by) ?? undefined;
  void actions.close(scene.open.id);
  scene.go(scene.path(next));
}

export const closeAndNext: Command = {
  id: "close-next",
  title: msg`Close, go to the next`,
  group: "conversation",
  icon: IconArrowDown,
  keys: "]",
  when: (scene) => scene.open !== null && scene.open.state !== "closed",
  run: (scene) => closeAndGo(scene, 1),
};

export const closeAndPrevious: Command = {
  id: "close-previous",
  title: msg`Close, go to the previous`,
  group: "conversation",
  icon: IconArrowUp,
  keys: "[",
  when: (scene) => scene.open !== null && scene.open.state !== "closed",
  run: (scene) => closeAndGo(scene, -1),
};
