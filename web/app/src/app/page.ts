/** What the table of pages says of each. */
import type { ComponentType } from "react";
import type { Piece } from "./language.ts";

export interface Page {
  path: string;
  load: () => Promise<{ default: ComponentType }>;
  /** The words it speaks besides those of administration. */
  words?: readonly Piece[];
  /** A page of its own, without sidebar. */
  bare?: boolean;
}
