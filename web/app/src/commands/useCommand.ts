/** A command as a button needs it: its name, its keys, whether it may be done, and doing it. */
import { useLingui } from "@lingui/react";
import { useStore } from "../lib/store.ts";
import type { Command } from "./command.ts";
import { scene } from "./scene.ts";

export function useCommand(command: Command) {
  const { i18n } = useLingui();
  const now = useStore(scene);
  return {
    label: i18n._(command.title),
    keys: command.keys,
    possible: command.when?.(now) ?? true,
    run: () => command.run(scene.get()),
  };
}
