/** Everybody who takes part, each with a switch: to, copy, hidden copy, or not this time. */
import { useLingui } from "@lingui/react/macro";
import type { Detail, Identity } from "../../api/types.ts";
import { called } from "../../lib/format.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Select } from "../../ui/forms.ts";
import { PeopleField } from "./PeopleField.tsx";
import { recipientsOf, withRole, type Recipient, type Role } from "./recipients.ts";
import type { Content } from "./useDraft.ts";
import frame from "./Composer.module.css";
import css from "./parts.module.css";

export interface GoesToProps {
  detail: Detail;
  content: Content;
  onChange: (part: Partial<Content>) => void;
  identities: Identity[];
  identity: string | undefined;
  onIdentity: (id: string) => void;
  /** A forward goes to other people than the answer: nobody of those is missed. */
  elsewhere?: boolean;
}

export function Everybody(props: GoesToProps) {
  const { detail, content, onChange, identities, identity, onIdentity, elsewhere } = props;
  const { t } = useLingui();
  const known = elsewhere ? { participants: [], missing: [] } : detail;
  const all = recipientsOf(content, known);
  const as = identities.find((one) => one.id === identity) ?? identities[0];
  return (
    <div className={frame.fields}>
      <ul className={css.everybody}>
        {all.map((one) => (
          <One
            key={one.person.address}
            one={one}
            onRole={(role) => onChange(withRole(content, one.person, role))}
          />
        ))}
      </ul>
      <PeopleField
        label={t`Add`}
        people={[]}
        autoFocus={all.length === 0}
        onChange={(people) => {
          const added = people.at(-1);
          const role = content.to.length ? "cc" : "to";
          if (added) onChange(withRole(content, added, role));
        }}
      />
      {identities.length > 1 && (
        <Select
          label={t`As`}
          data={identities.map((one) => ({
            value: one.id,
            label: described(one, t`on behalf of`),
          }))}
          value={as?.id ?? null}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          onChange={(id) => id && onIdentity(id)}
        />
      )}
    </div>
  );
}

function described({ name, address, kind }: Identity, onBehalf: string): string {
  const shown = name ? `${name} <${address}>` : address;
  return kind === "on_behalf" ? `${onBehalf} ${shown}` : shown;
}

function One({ one, onRole }: { one: Recipient; onRole: (role: Role) => void }) {
  const { t } = useLingui();
  const name = called(one.person);
  const roles: [Role, string][] = [
    ["to", t`To`],
    ["cc", t`Copy`],
    ["bcc", t`Hidden`],
    ["aside", t`Not now`],
  ];
  return (
    <li className={css.recipient} data-aside={one.role === "aside" || undefined}>
      <Avatar person={one.person} size={28} />
      <span className={css.recipientName} title={one.person.address}>
        <b>{name}</b>
        <small>{one.stranger ? t`Was not part of this before` : one.person.address}</small>
      </span>
      <span className={css.roles} role="radiogroup" aria-label={t`How ${name} gets it`}>
        {roles.map(([role, label]) => (
          <button
            key={role}
            type="button"
            role="radio"
            aria-checked={one.role === role}
            onClick={() => onRole(role)}
          >
            {label}
          </button>
        ))}
      </span>
    </li>
  );
}
