/** The saved view that is made or changed just now, and the command that begins one. */
import { msg } from "@lingui/core/macro";
import { IconFilterPlus } from "@tabler/icons-react";
import type { SavedView } from "../../api/types.ts";
import { makeStore } from "../../lib/store.ts";
import type { Command } from "../command.ts";
import { overlay } from "../scene.ts";

/** Without an id: a new one that begins with these values. */
export const wishedView = makeStore<Partial<SavedView>>({});

export function editView(view: Partial<SavedView>): void {
  wishedView.set(view);
  overlay.set("saved-view");
}

export const newView: Command = {
  id: "new-view",
  title: msg`New saved view`,
  group: "app",
  icon: IconFilterPlus,
  run: () => editView({}),
};
