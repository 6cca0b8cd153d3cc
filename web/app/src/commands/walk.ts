/** Up and down the list, and back to it. */
import { msg } from "@lingui/core/macro";
import { IconArrowDown, IconArrowLeft, IconArrowUp, IconArrowRight } from "@tabler/icons-react";
import { afterPaint } from "../lib/afterPaint.ts";
import { mailPath, type Place } from "../lib/paths.ts";
import type { Command } from "./command.ts";
import { updateScene, type Ahead, type Scene } from "./scene.ts";

/** Pure: the row `by` steps from the one we are at; stays at the ends. */
export function neighbour(scene: Scene, by: 1 | -1): string | null {
  const at = scene.rows.findIndex((row) => row.id === (scene.at ?? scene.cursor));
  if (at < 0) return scene.rows[0]?.id ?? null;
  return scene.rows[at + by]?.id ?? null;
}

/** Pure: where to go when these leave the list: the next that stays, else the one before. */
export function beside(scene: Scene, leaving: ReadonlySet<string>): string | null {
  const at = scene.rows.findIndex((row) => row.id === (scene.at ?? scene.cursor));
  const stays = (row: { id: string }) => !leaving.has(row.id);
  return (
    (scene.rows.slice(at).find(stays) ?? scene.rows.slice(0, Math.max(0, at)).findLast(stays))
      ?.id ?? null
  );
}

/** After something left the list: what stands beside it opens, else the list. */
export function onward(scene: Scene, ...left: string[]): void {
  const leaving = new Set(left);
  const next = beside(scene, leaving);
  if (scene.at !== null && leaving.has(scene.at)) open(scene, next);
  else if (scene.cursor !== null && leaving.has(scene.cursor)) updateScene({ cursor: next });
}

/** Known at once as the one we are at, so that quick keys do not wait for the page; it is shown
 * before the address bar says so, which costs more than the showing. */
export function open(from: Scene, id: string | null): void {
  const { place } = from;
  const path = from.path(id ?? undefined);
  waits?.();
  if (!place || path !== mailPath({ ...place, id: id ?? undefined })) {
    updateScene({ at: id }); // hits of a search
    from.go(path);
    return;
  }
  const ahead = { box: place.box, view: place.view, from: place.id ?? null, to: id };
  const { href } = location;
  updateScene({ at: id, ahead });
  waits = afterPaint(() => {
    const stayed = location.href === href; // nobody has gone elsewhere since
    if (stayed && ahead.to !== ahead.from) from.go(path);
    else updateScene({ ahead: null });
  });
}
let waits: (() => void) | undefined;

/** Pure: what the page of this list shows, if its address says `id`. */
export function shownAt(ahead: Ahead | null, { box, view, id }: Place): string | undefined {
  const goes = ahead?.box === box && ahead.view === view && ahead.from === (id ?? null);
  return goes ? (ahead.to ?? undefined) : id;
}

function walk(scene: Scene, by: 1 | -1): void {
  const next = neighbour(scene, by);
  if (!next) return;
  if (scene.at !== null) open(scene, next);
  else updateScene({ cursor: next });
}

export const next: Command = {
  id: "next",
  title: msg`Next conversation`,
  group: "go",
  icon: IconArrowDown,
  keys: "j",
  when: (scene) => scene.rows.length > 0,
  run: (scene) => walk(scene, 1),
};

export const previous: Command = {
  id: "previous",
  title: msg`Previous conversation`,
  group: "go",
  icon: IconArrowUp,
  keys: "k",
  when: (scene) => scene.rows.length > 0,
  run: (scene) => walk(scene, -1),
};

export const openIt: Command = {
  id: "open",
  title: msg`Open the conversation`,
  group: "go",
  icon: IconArrowRight,
  keys: "o",
  when: (scene) => scene.at === null && scene.cursor !== null,
  run(scene) {
    if (scene.cursor) open(scene, scene.cursor);
  },
};

export const back: Command = {
  id: "back",
  title: msg`Back to the list`,
  group: "go",
  icon: IconArrowLeft,
  keys: "u",
  when: (scene) => scene.at !== null,
  run(scene) {
    updateScene({ cursor: scene.at });
    open(scene, null);
  },
};
