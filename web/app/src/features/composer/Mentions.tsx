/** Whom an @ can mean; who cannot see the conversation says so. */
import { useLingui } from "@lingui/react/macro";
import { IconEyeOff, IconUsers } from "@tabler/icons-react";
import { cx } from "../../lib/cx.ts";
import { called } from "../../lib/format.ts";
import type { Mentionable } from "../../sync/together.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import css from "./parts.module.css";

interface Props {
  choices: Mentionable[];
  at: number;
  onAt: (at: number) => void;
  onTake: (one: Mentionable) => void;
}

export function Mentions({ choices, at, onAt, onTake }: Props) {
  const { t } = useLingui();
  return (
    <ul id="mentions" role="listbox" aria-label={t`Whom to mention`} className={css.mentions}>
      {choices.map((one, n) => (
        <li
          key={one.kind + one.address}
          id={`mention-${String(n)}`}
          role="option"
          aria-selected={n === at}
          className={cx(n === at && css.mentioned)}
          onPointerMove={() => onAt(n)}
          onPointerDown={(event) => {
            event.preventDefault(); // the cursor stays in the text
            onTake(one);
          }}
        >
          {one.kind === "team" ? (
            <IconUsers size={20} stroke={1.5} aria-hidden />
          ) : (
            <Avatar person={one} size={20} solid />
          )}
          <span>{called(one)}</span>
          {!one.sees && (
            <small>
              <IconEyeOff size={14} stroke={1.5} aria-hidden /> {t`cannot see this yet`}
            </small>
          )}
        </li>
      ))}
    </ul>
  );
}
