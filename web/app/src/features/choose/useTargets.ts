/** What the choice is for: all that are selected, else the conversation one is at. */
import { useState } from "react";
import type { Do } from "../../api/types.ts";
import { perform, type How } from "../../commands/onTargets.ts";
import { overlay, scene, targets, type Subject } from "../../commands/scene.ts";
import { useStore } from "../../lib/store.ts";

export const done = () => overlay.set(null);

/** Does it to those the choice was opened for, wherever one is by now. */
export function doTo(some: readonly Subject[], does: Do, how: How = {}): void {
  perform(scene.get(), does, { ...how, on: some });
}

/** The same conversations while the choice is open, with their facts of now. */
export function useTargets() {
  const [begun] = useState(() => targets(scene.get()));
  const now = useStore(scene);
  const known = new Map([...now.beyond, ...now.rows].map((row) => [row.id, row]));
  return begun.map((one) => (now.open?.id === one.id ? now.open : (known.get(one.id) ?? one)));
}
