/** Put away for me only, until something newer comes. For all: close. */
import { msg } from "@lingui/core/macro";
import { IconArchive } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { every, perform, some } from "./onTargets.ts";
import type { Scene } from "./scene.ts";

const all = (scene: Scene) => every(scene, (one) => one.archived === true);

export const archive: Command = {
  id: "archive",
  title: msg`Put away for me, or bring back`,
  titleNow: (scene) => (all(scene) ? msg`Bring back to my lists` : msg`Put away for me`),
  group: "conversation",
  icon: IconArchive,
  keys: "y",
  when: (scene) => some(scene),
  run: (scene) => perform(scene, { kind: "archive", on: !all(scene) }, { leaves: !all(scene) }),
};
