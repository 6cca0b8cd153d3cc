/** Close and go to the next or the previous conversation. */
import { msg } from "@lingui/core/macro";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { act } from "../sync/acts.ts";
import type { Command } from "./command.ts";
import { target, type Scene } from "./scene.ts";
import { neighbour, open } from "./walk.ts";

function closeAndGo(scene: Scene, by: 1 | -1): void {
  const one = target(scene);
  if (!one || scene.at === null) return;
  open(scene, neighbour(scene, by));
  void act([one.id], { kind: "state", state: "closed" }, { was: { state: one.state } });
}

const possible = (scene: Scene) =>
  scene.at !== null &&
  !scene.selected.length &&
  !["closed", undefined].includes(target(scene)?.state);

export const closeAndNext: Command = {
  id: "close-next",
  title: msg`Close, go to the next`,
  group: "conversation",
  icon: IconArrowDown,
  keys: "]",
  when: possible,
  run: (scene) => closeAndGo(scene, 1),
};

export const closeAndPrevious: Command = {
  id: "close-previous",
  title: msg`Close, go to the previous`,
  group: "conversation",
  icon: IconArrowUp,
  keys: "[",
  when: possible,
  run: (scene) => closeAndGo(scene, -1),
};
