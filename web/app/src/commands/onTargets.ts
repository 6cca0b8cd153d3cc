/** Doing something to what is selected, or to the conversation one is at. */
import type { Do } from "../api/types.ts";
import { act, type Was } from "../sync/acts.ts";
import { targets, updateScene, type Scene, type Subject } from "./scene.ts";
import { onward } from "./walk.ts";

export interface How {
  /** These, instead of what is selected or open. */
  on?: readonly Subject[];
  /** They go out of sight: the next one opens, and nothing stays selected. */
  leaves?: boolean;
  quiet?: boolean;
}

export function perform(
  scene: Scene,
  does: Do,
  { on, leaves = false, quiet = false }: How = {},
): void {
  const some = on ?? targets(scene);
  if (!some.length) return;
  const ids = some.map((one) => one.id);
  const was = believed(does, some);
  if (leaves) {
    onward(scene, ...ids);
    if (scene.selected.length) updateScene({ selected: [], beyond: [] });
  }
  void act(ids, does, { was, quiet: quiet && ids.length === 1 });
}

/** What we believe about all of them, where it matters: who has it, which state it is in. */
export function believed(does: Do, some: readonly Subject[]): Was | undefined {
  const key = does.kind === "assign" ? "assignee" : does.kind === "state" ? "state" : null;
  const first = some[0];
  if (!key || !first || some.some((one) => one[key] !== first[key])) return undefined;
  return { [key]: first[key] };
}

export const some = (scene: Scene, fits: (one: Subject) => boolean = () => true): boolean =>
  targets(scene).some(fits);

export const every = (scene: Scene, fits: (one: Subject) => boolean): boolean =>
  targets(scene).every(fits);
