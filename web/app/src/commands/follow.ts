/** Be told of what happens here. */
import { msg } from "@lingui/core/macro";
import { IconBell } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { every, perform, some } from "./onTargets.ts";
import type { Scene } from "./scene.ts";

const all = (scene: Scene) => every(scene, (one) => one.followed === true);

export const follow: Command = {
  id: "follow",
  title: msg`Follow, or no longer`,
  titleNow: (scene) => (all(scene) ? msg`No longer follow` : msg`Follow`),
  group: "conversation",
  icon: IconBell,
  keys: "w",
  when: (scene) => some(scene),
  run: (scene) => perform(scene, { kind: "follow", on: !all(scene) }),
};
