/** A person as a circle: pale for people outside, small and solid for colleagues. */
import { IconClock, IconEye, IconPencil } from "@tabler/icons-react";
import { called, initials, tone } from "../lib/format.ts";
import { cx } from "../lib/cx.ts";
import type { Person } from "../api/types.ts";
import css from "./Avatar.module.css";

export type Ring = "viewing" | "composing" | "elsewhere" | "sending";

interface Props {
  person: Person;
  size?: number;
  /** A colleague (solid) instead of someone outside (pale). */
  solid?: boolean;
  ring?: Ring;
}

const BADGES = { composing: IconPencil, sending: IconClock, viewing: IconEye, elsewhere: null };

export function Avatar({ person, size = 32, solid, ring }: Props) {
  const n = String(tone(person.address));
  const Badge = ring && ring !== "viewing" && size >= 18 ? BADGES[ring] : null;
  return (
    <span
      className={cx(css.avatar, ring && css[ring])}
      style={{
        width: size,
        height: size,
        fontSize: Math.max(8, Math.round(size * 0.4)),
        background: `var(--av${n}${solid ? "-solid" : ""})`,
        color: solid ? "#fff" : `var(--av${n}-on)`,
      }}
      title={called(person)}
      aria-hidden
    >
      {initials(person)}
      {Badge && (
        <span className={css.badge}>
          <Badge size={9} stroke={2} />
        </span>
      )}
    </span>
  );
}
