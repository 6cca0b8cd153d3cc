/** What the parts of the editor share: the blocks, how to change them, and where the pen is. */
import { createContext, use } from "react";
import type { Block, Kind, Place } from "./blocks.ts";
import type { Pen } from "./pens.ts";

export interface EditorActs {
  list: string;
  /** The block that is written in. */
  chosen: string;
  choose: (id: string) => void;
  change: (id: string, part: Partial<Block>) => void;
  add: (kind: Kind, to: Place) => void;
  /** Fills an empty page. */
  begin: (kinds: readonly Kind[]) => void;
  remove: (id: string) => void;
  double: (id: string) => void;
  move: (id: string, by: -1 | 1) => void;
  place: (id: string, to: Place) => void;
  /** The block that is dragged. */
  dragged: string;
  drag: (id: string) => void;
  /** Whoever has the cursor takes the variables. */
  hold: (pen: Pen | null) => void;
}

export const EditorContext = createContext<EditorActs | null>(null);

export function useActs(): EditorActs {
  const acts = use(EditorContext);
  if (!acts) throw new Error("A block stands inside of an editor.");
  return acts;
}
