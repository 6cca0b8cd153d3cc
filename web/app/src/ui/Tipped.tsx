/** A sign whose meaning shows in words while the pointer rests on it. */
import { useEffect, type ReactNode } from "react";
import { hideTip, showTip } from "./tip.ts";

export function Tipped({ words, children }: { words: string; children: ReactNode }) {
  useEffect(() => hideTip, []);
  return (
    <span
      role="img"
      aria-label={words}
      onPointerEnter={(event) => showTip(words, event.currentTarget)}
      onPointerLeave={hideTip}
    >
      {children}
    </span>
  );
}
