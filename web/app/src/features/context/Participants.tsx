/** Who takes part, and how each gets the next answer. A switch here holds for all colleagues. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconPlus } from "@tabler/icons-react";
import type { Detail, Person } from "../../api/types.ts";
import { called } from "../../lib/format.ts";
import { setParticipants, type Role } from "../../sync/ordering.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Menu } from "../../ui/forms.ts";
import { LateMenu } from "../../ui/Late.tsx";
import { partsOf, type Part } from "./parts.ts";
import css from "./Context.module.css";

export function Participants({ detail }: { detail: Detail }) {
  const { t } = useLingui();
  const [adding, setAdding] = useState(false);
  const parts = partsOf(detail);
  const set = (next: (Person & { role: Role })[]) => void setParticipants(detail.id, next);
  if (detail.mode === "list") return null;
  return (
    <section className={css.section}>
      <h2>
        {t`In the next answer`}
        <button type="button" aria-label={t`Add somebody`} onClick={() => setAdding(true)}>
          <IconPlus size={16} stroke={1.75} />
        </button>
      </h2>
      {parts.map((one) => (
        <One
          key={one.address}
          one={one}
          onRole={(role) => set(parts.map((other) => (other === one ? { ...other, role } : other)))}
        />
      ))}
      {adding && (
        <input
          autoFocus
          type="email"
          className={css.editing}
          aria-label={t`Mail address`}
          placeholder={t`name@example.org`}
          onBlur={() => setAdding(false)}
          onKeyDown={(event) => {
            const address = event.currentTarget.value.trim();
            if (event.key === "Escape") setAdding(false);
            if (event.key !== "Enter" || !/^\S+@\S+$/.test(address)) return;
            set([...parts, { address, name: "", role: "cc" }]);
            setAdding(false);
          }}
        />
      )}
    </section>
  );
}

function One({ one, onRole }: { one: Part; onRole: (role: Role) => void }) {
  const { t } = useLingui();
  const name = called(one);
  const roles: [Role, string][] = [
    ["to", t`To`],
    ["cc", t`Copy`],
    ["aside", t`Not in it`],
  ];
  const now = roles.find(([role]) => role === one.role)?.[1];
  return (
    <div className={css.part} data-aside={one.role === "aside" || undefined}>
      <Avatar person={one} size={22} />
      <span title={one.address}>
        {name}
        {one.stranger && <small>{t`was not part of this before`}</small>}
      </span>
      <LateMenu
        position="bottom-end"
        width={170}
        button={
          <button type="button" className={css.role} aria-label={t`${name}: ${now ?? ""}. Change`}>
            {now}
          </button>
        }
      >
        {() =>
          roles.map(([role, label]) => (
            <Menu.Item key={role} disabled={role === one.role} onClick={() => onRole(role)}>
              {label}
            </Menu.Item>
          ))
        }
      </LateMenu>
    </div>
  );
}
