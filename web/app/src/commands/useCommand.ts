/** A command as a button needs it: its name, its keys, whether it may be done, and doing it. */
import { useLingui } from "@lingui/react";
import { usePart } from "../lib/store.ts";
import { titleOf, type Command } from "./command.ts";
import { scene } from "./scene.ts";

export function useCommand(command: Command) {
  const { i18n } = useLingui();
  const label = usePart(scene, (now) => i18n._(titleOf(command, now)));
  const possible = usePart(scene, (now) => command.when?.(now) ?? true);
  return { label, keys: command.keys, possible, run: () => command.run(scene.get()) };
}
