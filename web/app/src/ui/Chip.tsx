/** A small fact with an edge or a ground: address, assignee, label, state. */
import type { ReactNode } from "react";
import { cx } from "../lib/cx.ts";
import css from "./Chip.module.css";

interface Props {
  children: ReactNode;
  look?: "edge" | "ground" | "danger" | "ok" | "note";
  onClick?: () => void;
  title?: string;
}

export function Chip({ children, look = "edge", onClick, title }: Props) {
  const className = cx(css.chip, css[look]);
  if (!onClick)
    return (
      <span className={className} title={title}>
        {children}
      </span>
    );
  return (
    <button type="button" className={cx(className, css.button)} onClick={onClick} title={title}>
      {children}
    </button>
  );
}

/** A label of the team: a square in its tone and the name; `round`: an own status. */
export function LabelChip({ name, tone, round }: { name: string; tone: number; round?: boolean }) {
  return (
    <Chip look="ground" title={name}>
      <i
        className={cx(css.square, round && css.round)}
        style={{ background: `var(--av${String(((tone + 11) % 12) + 1)}-solid)` }}
      />
      <span className={css.words}>{name}</span>
    </Chip>
  );
}
