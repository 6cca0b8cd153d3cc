/** What a row of the list is told. */
import type { ReactNode } from "react";
import type { Hit, Person, Row } from "../api/types.ts";
import type { Ring } from "./Avatar.tsx";

export interface RowProps {
  row: Row | Hit;
  path: string;
  /** It is the open one. */
  selected: boolean;
  /** The keys are at it. */
  marked?: boolean;
  /** Chosen, with others: something will be done to all of them. */
  checked?: boolean;
  /** One line of 40 px. */
  compact?: boolean;
  showAddress?: boolean;
  assignee: Person | null;
  others: { person: Person; state: Ring }[];
  tone: (label: string) => number;
  /** The tone of an own status. */
  statusTone?: (status: string) => number;
  /** Dresses subject and snippet, for example marks the words that were searched. */
  mark?: (text: string) => ReactNode;
  onOpen: () => void;
  onNear?: () => void;
  /** `stretch`: everything from the last chosen one to here. */
  onCheck?: (stretch: boolean) => void;
  /** Some are chosen: a tap chooses as well. */
  choosing?: boolean;
  onClose?: (() => void) | undefined;
  onLater?: (() => void) | undefined;
  onGive?: (() => void) | undefined;
}
