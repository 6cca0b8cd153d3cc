/** Put the cursor into the search. */
import { msg } from "@lingui/core/macro";
import { IconSearch } from "@tabler/icons-react";
import type { Command } from "./command.ts";
import { wantSearch } from "./scene.ts";

export const search: Command = {
  id: "search",
  title: msg`Search`,
  group: "app",
  icon: IconSearch,
  keys: "/",
  run: () => wantSearch.set((n) => n + 1),
};
