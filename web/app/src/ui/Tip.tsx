/** Draws the tooltip above what it belongs to, or below where there is no room. */
import { useLayoutEffect, useRef, useState } from "react";
import { useStore } from "../lib/store.ts";
import { tip, type Shown } from "./tip.ts";
import css from "./Tip.module.css";

const GAP = 6; // px

export function Tip() {
  const shown = useStore(tip);
  return shown && <One shown={shown} />;
}

function One({ shown: { text, at } }: { shown: Shown }) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  useLayoutEffect(() => {
    const size = box.current?.getBoundingClientRect();
    if (!size) return;
    const left = at.left + at.width / 2 - size.width / 2;
    const above = at.top - size.height - GAP;
    setPlace({
      left: Math.max(GAP, Math.min(innerWidth - size.width - GAP, left)),
      top: above > GAP ? above : at.bottom + GAP,
    });
  }, [text, at]);
  return (
    <div ref={box} className={css.tip} style={place ?? { opacity: 0 }} aria-hidden>
      {text}
    </div>
  );
}
