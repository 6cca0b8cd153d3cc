/** Selecting conversations: one, a stretch, all that are shown. */
import { msg } from "@lingui/core/macro";
import { IconCheckbox, IconListDetails, IconSelectAll, IconSquareOff } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { updateScene, type Scene } from "./scene.ts";
import { extended, toggled } from "./selection.ts";
import { neighbour, open } from "./walk.ts";

const here = (scene: Scene) => scene.at ?? scene.cursor;

export const select: Command = {
  id: "select",
  title: msg`Select, or no longer`,
  group: "go",
  icon: IconCheckbox,
  keys: "x",
  when: (scene) => scene.rows.some((row) => row.id === here(scene)),
  run(scene) {
    const id = here(scene);
    if (id) updateScene(toggled(scene, id));
  },
};

function extend(scene: Scene, by: 1 | -1): void {
  const from = here(scene);
  const to = neighbour(scene, by);
  if (!to) return;
  updateScene(extended(from ? { ...scene, ...start(scene, from) } : scene, to));
  if (scene.at !== null) open(scene, to);
  else updateScene({ cursor: to });
}

const start = (scene: Scene, id: string): Partial<Scene> =>
  scene.selected.includes(id) ? {} : toggled(scene, id);

export const extendDown: Command = {
  id: "extend-down",
  title: msg`Select the next one as well`,
  group: "go",
  icon: IconListDetails,
  keys: "Shift+J",
  when: (scene) => scene.rows.length > 0,
  run: (scene) => extend(scene, 1),
};

export const extendUp: Command = {
  id: "extend-up",
  title: msg`Select the one before as well`,
  group: "go",
  icon: IconListDetails,
  keys: "Shift+K",
  when: (scene) => scene.rows.length > 0,
  run: (scene) => extend(scene, -1),
};

export const selectShown: Command = {
  id: "select-shown",
  title: msg`Select all that are shown`,
  group: "go",
  icon: IconSelectAll,
  keys: "Shift+X",
  when: (scene) => scene.rows.length > 0,
  run: (scene) => updateScene({ selected: scene.rows.map((row) => row.id), beyond: [] }),
};

export const selectNothing: Command = {
  id: "select-nothing",
  title: msg`Select nothing`,
  group: "go",
  icon: IconSquareOff,
  keys: "Escape",
  when: (scene) => scene.selected.length > 0,
  run: () => updateScene({ selected: [], beyond: [] }),
};
