/** Going to the settings of the address one is looking at, for those who manage it. */
import { msg } from "@lingui/core/macro";
import { IconAdjustments } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import type { Scene } from "./scene.ts";

const here = (scene: Scene) =>
  scene.addresses.find(
    (address) =>
      address.id === (scene.open?.address_id ?? scene.place?.box) &&
      (scene.me?.role === "administrator" || address.rights.includes("manage")),
  );

export const addressSettings: Command = {
  id: "address-settings",
  title: msg`Settings of the address`,
  group: "app",
  icon: IconAdjustments,
  when: (scene) => here(scene) !== undefined,
  run: (scene) => {
    const address = here(scene);
    if (!address) return;
    const id = encodeURIComponent(address.id);
    scene.go(address.mode === "list" ? `/lists/${id}/settings` : `/addresses/${id}`);
  },
};
