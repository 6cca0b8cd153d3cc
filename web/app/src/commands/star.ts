/** A star of my own. */
import { msg } from "@lingui/core/macro";
import { IconStar } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { every, perform, some } from "./onTargets.ts";
import type { Scene } from "./scene.ts";

const all = (scene: Scene) => every(scene, (one) => one.starred === true);

export const star: Command = {
  id: "star",
  title: msg`Star, or take the star off`,
  titleNow: (scene) => (all(scene) ? msg`Take the star off` : msg`Star`),
  group: "conversation",
  icon: IconStar,
  keys: "s",
  when: (scene) => some(scene),
  run: (scene) => perform(scene, { kind: "star", on: !all(scene) }, { quiet: true }),
};
