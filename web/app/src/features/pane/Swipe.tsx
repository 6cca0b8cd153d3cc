/** On touch: to the right closes, to the left puts aside, holding selects. The buttons do the same. */
import { useRef, useState, type PointerEvent, type ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconCheck, IconClock } from "@tabler/icons-react";
import css from "./Pane.module.css";

const FAR = 96; // px from which letting go acts
const LONG = 450; // ms of holding still

interface Props {
  onRight: () => void;
  onLeft: () => void;
  onHold: () => void;
  children: ReactNode;
}

export function Swipe({ onRight, onLeft, onHold, children }: Props) {
  const { t } = useLingui();
  const [by, setBy] = useState(0);
  const from = useRef<{ x: number; y: number } | null>(null);
  const holding = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const held = useRef(false);
  const move = (event: PointerEvent) => {
    if (!from.current) return;
    const x = event.clientX - from.current.x;
    const y = event.clientY - from.current.y;
    if (Math.abs(x) + Math.abs(y) > 10) clearTimeout(holding.current);
    if (by === 0 && Math.abs(x) < 12) return;
    if (by === 0 && Math.abs(y) > Math.abs(x)) return void (from.current = null);
    setBy(Math.max(-140, Math.min(140, x)));
  };
  const down = (event: PointerEvent) => {
    if (event.pointerType !== "touch") return;
    from.current = { x: event.clientX, y: event.clientY };
    held.current = false;
    holding.current = setTimeout(() => {
      held.current = true;
      from.current = null;
      navigator.vibrate?.(10);
      onHold();
    }, LONG);
  };
  const end = () => {
    clearTimeout(holding.current);
    from.current = null;
    if (by > FAR) onRight();
    if (by < -FAR) onLeft();
    setBy(0);
  };
  return (
    <div
      className={css.swipe}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={end}
      onClickCapture={(event) => {
        if (!held.current) return; // the finger that held is no tap
        held.current = false;
        event.preventDefault();
        event.stopPropagation();
      }}
      onContextMenu={(event) => {
        if (held.current || from.current) event.preventDefault();
      }}
      onPointerCancel={() => {
        clearTimeout(holding.current);
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
