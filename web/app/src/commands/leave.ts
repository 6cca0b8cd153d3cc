/** Sign out. */
import { msg } from "@lingui/core/macro";
import { IconLogout } from "@tabler/icons-react";
import { leave as signOut } from "../sync/keeping.ts";
import type { Command } from "./command.ts";

export const leave: Command = {
  id: "sign-out",
  title: msg`Sign out`,
  group: "app",
  icon: IconLogout,
  run: () => void signOut(),
};
