/** Up and down the list, and back to it. */
import { msg } from "@lingui/core/macro";
import { IconArrowDown, IconArrowLeft, IconArrowUp, IconArrowRight } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { updateScene, type Scene } from "./scene.ts";

/** Pure: the row `by` steps from the one we are at; stays at the ends. */
export function neighbour(scene: Scene, by: 1 | -1): string | null {
  const at = scene.rows.findIndex((row) => row.id === (scene.open?.id ?? scene.cursor));
  if (at < 0) return scene.rows[0]?.id ?? null;
  return scene.rows[at + by]?.id ?? null;
}

/** After something left the list: the next one opens, else the one before, else the list. */
export function onward(scene: Scene, left: string): void {
  const next = neighbour(scene, 1) ?? neighbour(scene, -1);
  if (scene.open?.id === left) scene.go(scene.path(next && next !== left ? next : undefined));
  else if (scene.cursor === left) updateScene({ cursor: next });
}

function walk(scene: Scene, by: 1 | -1): void {
  const next = neighbour(scene, by);
  if (!next) return;
  if (scene.open) scene.go(scene.path(next));
  else updateScene({ cursor: next });
}

export const next: Command = {
  id: "next",
  title: msg`Next conversation`,
  group: "go",
  icon: IconArrowDown,
  keys: "j",
  when: (scene) => scene.rows.length > 0,
  run: (scene) => walk(scene, 1),
};

export const previous: Command = {
  id: "previous",
  title: msg`Previous conversation`,
  group: "go",
  icon: IconArrowUp,
  keys: "k",
  when: (scene) => scene.rows.length > 0,
  run: (scene) => walk(scene, -1),
};

export const openIt: Command = {
  id: "open",
  title: msg`Open the conversation`,
  group: "go",
  icon: IconArrowRight,
  keys: "o",
  when: (scene) => !scene.open && scene.cursor !== null,
  run(scene) {
    if (scene.cursor) scene.go(scene.path(scene.cursor));
  },
};

export const back: Command = {
  id: "back",
  title: msg`Back to the list`,
  group: "go",
  icon: IconArrowLeft,
  keys: "u",
  when: (scene) => scene.open !== null,
  run(scene) {
    updateScene({ cursor: scene.open?.id ?? null });
    scene.go(scene.path());
  },
};
