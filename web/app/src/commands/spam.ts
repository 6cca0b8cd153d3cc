/** Out of sight as spam, or back. */
import { msg } from "@lingui/core/macro";
import { IconForbid } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { every, perform, some } from "./onTargets.ts";
import type { Scene } from "./scene.ts";

const there = (scene: Scene) => every(scene, (one) => one.state === "spam");

export const spam: Command = {
  id: "spam",
  title: msg`Spam, or not`,
  titleNow: (scene) => (there(scene) ? msg`Not spam` : msg`Spam`),
  group: "conversation",
  icon: IconForbid,
  keys: "!",
  when: (scene) => some(scene),
  run: (scene) =>
    perform(scene, { kind: "state", state: there(scene) ? "open" : "spam" }, { leaves: true }),
};
