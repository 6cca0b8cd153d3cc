/** Administrator and member side by side. */
import { useLingui } from "@lingui/react/macro";
import { IconCheck, IconKey, IconMinus } from "@tabler/icons-react";
import { MAY_WORDS, ROLE_TABLE, ROLE_WORDS, type May, type Role } from "./roles.ts";
import css from "./admin.module.css";

const ROLES: readonly Role[] = ["administrator", "member"];

export function RolesTable() {
  const { t, i18n } = useLingui();
  return (
    <table className={css.matrix} aria-label={t`What the roles may do`}>
      <thead>
        <tr>
          <td />
          {ROLES.map((role) => (
            <th key={role} scope="col">
              {i18n._(ROLE_WORDS[role].name)}
              <small>{i18n._(ROLE_WORDS[role].means)}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ROLE_TABLE.map((row) => (
          <tr key={row.key}>
            <th scope="row">{i18n._(row.head)}</th>
            {ROLES.map((role) => (
              <td key={role}>
                <MayCell may={row.may[role]} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MayCell({ may }: { may: May }) {
  const { i18n } = useLingui();
  const Icon = may === "yes" ? IconCheck : may === "no" ? IconMinus : IconKey;
  return (
    <span className={`${css.may} ${css[may]}`}>
      <Icon size={16} stroke={1.6} aria-hidden />
      {i18n._(MAY_WORDS[may])}
    </span>
  );
}
