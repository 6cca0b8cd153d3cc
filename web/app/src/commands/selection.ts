/** What is selected after a key or a click. Pure. */
import type { Scene } from "./scene.ts";

type Selected = Pick<Scene, "selected" | "beyond">;
type Now = Pick<Scene, "rows" | "selected" | "beyond">;

export function toggled({ selected, beyond }: Now, id: string): Selected {
  const without = selected.filter((one) => one !== id);
  return { selected: without.length < selected.length ? without : [...selected, id], beyond };
}

/** Everything between the one selected last and this one. */
export function extended({ rows, selected, beyond }: Now, to: string): Selected {
  const place = (id: string | undefined) => rows.findIndex((row) => row.id === id);
  const end = place(to);
  const found = place(selected.at(-1));
  const begin = found < 0 ? end : found;
  const between = rows.slice(Math.min(begin, end), Math.max(begin, end) + 1).map((row) => row.id);
  const kept = selected.filter((id) => !between.includes(id));
  // the last one stays the one that is extended from
  return { selected: [...kept, ...between.filter((id) => id !== to), to], beyond };
}
