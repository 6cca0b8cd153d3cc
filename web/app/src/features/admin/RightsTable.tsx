/** People and teams with their rights on one address: a row for each, a column per right. */
import { useLingui } from "@lingui/react/macro";
import { IconCheck, IconUsersGroup } from "@tabler/icons-react";
import type { Right } from "../../api/types.ts";
import { firstName, shownAddress } from "../../lib/format.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { RIGHTS, RIGHT_WORDS, toggle } from "./rights.ts";
import css from "./admin.module.css";

/** Somebody who holds rights: a person by address, or a team by id. */
export interface Holder {
  key: string;
  kind: "person" | "team";
  name: string;
  /** Below the name: the address, or who belongs to the team. */
  second: string;
  rights: readonly Right[];
}

interface Props {
  holders: readonly Holder[];
  onSet: (holder: Holder, rights: Right[]) => void;
  onPreview: (holder: Holder) => void;
}

export function RightsTable({ holders, onSet, onPreview }: Props) {
  const { t, i18n } = useLingui();
  return (
    <table className={css.rights} aria-label={t`People and their rights`}>
      <thead>
        <tr>
          <th scope="col">{t`Person or team`}</th>
          {RIGHTS.map((right) => (
            <th key={right} scope="col" className={css.rightHead}>
              {i18n._(RIGHT_WORDS[right].name)}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {holders.map((holder) => (
          <HolderRow
            key={`${holder.kind} ${holder.key}`}
            holder={holder}
            onSet={onSet}
            onPreview={onPreview}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Pick<Props, "onSet" | "onPreview"> {
  holder: Holder;
}

function HolderRow({ holder, onSet, onPreview }: RowProps) {
  const { t } = useLingui();
  const { name, key, kind, second, rights } = holder;
  const person = { name, address: key };
  const called = kind === "team" ? name : firstName(person);
  return (
    <tr>
      <th scope="row">
        <span className={css.person}>
          {kind === "team" ? (
            <span className={css.teamSign}>
              <IconUsersGroup size={18} stroke={1.5} aria-hidden />
            </span>
          ) : (
            <Avatar person={person} solid size={28} />
          )}
          <span>
            {name}
            <small>{shownAddress(second)}</small>
          </span>
        </span>
      </th>
      {RIGHTS.map((right) => (
        <td key={right} className={css.rightCell}>
          <RightBox
            right={right}
            name={name}
            held={rights.includes(right)}
            onClick={() => onSet(holder, toggle(rights, right))}
          />
        </td>
      ))}
      <td className={css.rowEnd}>
        <button type="button" className={css.link} onClick={() => onPreview(holder)}>
          {t`What can ${called} see?`}
        </button>
      </td>
    </tr>
  );
}

interface BoxProps {
  right: Right;
  name: string;
  held: boolean;
  onClick: () => void;
}

function RightBox({ right, name, held, onClick }: BoxProps) {
  const { i18n } = useLingui();
  return (
    <button
      type="button"
      role="checkbox"
      className={css.box}
      aria-checked={held}
      aria-label={`${i18n._(RIGHT_WORDS[right].name)}: ${name}`}
      data-head={i18n._(RIGHT_WORDS[right].name)}
      title={i18n._(RIGHT_WORDS[right].means)}
      onClick={onClick}
    >
      <span>{held && <IconCheck size={14} stroke={2.4} aria-hidden />}</span>
    </button>
  );
}
