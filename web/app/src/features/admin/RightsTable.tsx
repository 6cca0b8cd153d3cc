/** People and their rights on one address as a table: a row per person, a column per right. */
import { useLingui } from "@lingui/react/macro";
import { IconCheck } from "@tabler/icons-react";
import type { Person, Right } from "../../api/types.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { firstName } from "../../lib/format.ts";
import { RIGHTS, RIGHT_WORDS, toggle } from "./rights.ts";
import type { Grant } from "./types.ts";
import css from "./admin.module.css";

interface Props {
  grants: readonly Grant[];
  people: readonly Person[];
  onSet: (user: string, rights: Right[]) => void;
  onPreview: (user: string) => void;
}

export function RightsTable({ grants, people, onSet, onPreview }: Props) {
  const { t, i18n } = useLingui();
  return (
    <table className={css.rights} aria-label={t`People and their rights`}>
      <thead>
        <tr>
          <th scope="col">{t`Person`}</th>
          {RIGHTS.map((right) => (
            <th key={right} scope="col" className={css.rightHead}>
              {i18n._(RIGHT_WORDS[right].name)}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {grants.map((grant) => (
          <GrantRow
            key={grant.user}
            grant={grant}
            name={people.find((person) => person.address === grant.user)?.name ?? grant.user}
            onSet={onSet}
            onPreview={onPreview}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Pick<Props, "onSet" | "onPreview"> {
  grant: Grant;
  name: string;
}

function GrantRow({ grant, name, onSet, onPreview }: RowProps) {
  const { t } = useLingui();
  const first = firstName({ name, address: grant.user });
  return (
    <tr>
      <th scope="row">
        <span className={css.person}>
          <Avatar person={{ address: grant.user, name }} solid size={28} />
          <span>
            {name}
            <small>{grant.user}</small>
          </span>
        </span>
      </th>
      {RIGHTS.map((right) => (
        <td key={right} className={css.rightCell}>
          <RightBox
            right={right}
            name={name}
            held={grant.rights.includes(right)}
            onClick={() => onSet(grant.user, toggle(grant.rights, right))}
          />
        </td>
      ))}
      <td className={css.rowEnd}>
        <button type="button" className={css.link} onClick={() => onPreview(grant.user)}>
          {t`What can ${first} see?`}
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
