/** On touch: to the right closes, to the left puts aside. The buttons do the same. */
import { useRef, useState, type PointerEvent, type ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconCheck, IconClock } from "@tabler/icons-react";
import css from "./Pane.module.css";

const FAR = 96; // px from which letting go acts

interface Props {
  onRight: () => void;
  onLeft: () => void;
  children: ReactNode;
}

export function Swipe({ onRight, onLeft, children }: Props) {
  const { t } = useLingui();
  const [by, setBy] = useState(0);
  const from = useRef<{ x: number; y: number } | null>(null);
  const move = (event: PointerEvent) => {
    if (!from.current) return;
    const x = event.clientX - from.current.x;
    const y = event.clientY - from.current.y;
    if (by === 0 && Math.abs(x) < 12) return;
    if (by === 0 && Math.abs(y) > Math.abs(x)) return void (from.current = null);
    setBy(Math.max(-140, Math.min(140, x)));
  };
  const end = () => {
    from.current = null;
    if (by > FAR) onRight();
    if (by < -FAR) onLeft();
    setBy(0);
  };
  return (
    <div
      className={css.swipe}
      onPointerDown={(event) => {
        if (event.pointerType === "touch") from.current = { x: event.clientX, y: event.clientY };
      }}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={() => {
        from.current = null;
        setBy(0);
      }}
    >
      {by > 0 && (
        <span className={css.closing}>
          <IconCheck size={20} stroke={1.75} />
          {t`Close`}
        </span>
      )}
      {by < 0 && (
        <span className={css.later}>
          <IconClock size={20} stroke={1.75} />
          {t`Later`}
        </span>
      )}
      <div
        className={css.moved}
        style={by ? { transform: `translateX(${String(by)}px)` } : undefined}
      >
        {children}
      </div>
    </div>
  );
}
