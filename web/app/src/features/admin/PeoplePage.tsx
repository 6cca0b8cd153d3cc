/** Everyone with a login: adding, roles, a new password, the end of an account; what the roles may do. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconPlus, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import type { Colleague } from "../../api/types.ts";
import { shownAddress } from "../../lib/format.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { Section } from "../../ui/page/Page.tsx";
import { Paged } from "../../ui/page/Paged.tsx";
import { Table, type Column } from "../../ui/page/Table.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { PasswordDialog } from "./PasswordDialog.tsx";
import { PersonDialog } from "./PersonDialog.tsx";
import { PersonMenu } from "./PersonMenu.tsx";
import { usePeople } from "./remote.ts";
import { ROLE_WORDS } from "./roles.ts";
import { RolesTable } from "./RolesTable.tsx";
import css from "./admin.module.css";

export default function PeoplePage() {
  const { t } = useLingui();
  const people = usePeople();
  const [adding, setAdding] = useState(false);
  const [keyFor, setKeyFor] = useState<Colleague | null>(null);
  const count = people.items.length;
  return (
    <AdminPage
      actions={
        <Button look="filled" icon={<IconPlus size={16} />} onClick={() => setAdding(true)}>
          {t`Add person`}
        </Button>
      }
    >
      <Section
        title={t`People`}
        hint={t`Everyone with a login. What they see is said at each address.`}
      >
        <Paged
          rows={people}
          counted={plural(count, { one: "# person", other: "# people" })}
          empty={
            <Empty icon={<IconUsers size={36} stroke={1.2} />} title={t`Nobody yet`}>
              {t`Add the people who work with your addresses.`}
            </Empty>
          }
        >
          <Table
            label={t`People`}
            columns={useColumns(setKeyFor)}
            rows={people.items}
            rowKey={(person) => person.address}
          />
        </Paged>
      </Section>
      <Section
        title={t`What the roles may do`}
        hint={t`Being administrator is not being a reader: mail is opened by rights on an address alone.`}
      >
        <RolesTable />
      </Section>
      {adding && <PersonDialog onClose={() => setAdding(false)} />}
      {keyFor && <PasswordDialog person={keyFor} onClose={() => setKeyFor(null)} />}
    </AdminPage>
  );
}

function useColumns(onPassword: (person: Colleague) => void): Column<Colleague>[] {
  const { t, i18n } = useLingui();
  return [
    {
      key: "person",
      head: t`Person`,
      lead: true,
      cell: (person) => (
        <span className={`${css.person} ${person.active ? "" : css.off}`}>
          <Avatar person={person} solid size={28} />
          <span>
            {person.name}
            <small>{shownAddress(person.address)}</small>
          </span>
        </span>
      ),
    },
    {
      key: "role",
      head: t`Role`,
      width: "22%",
      cell: (person) => i18n._(ROLE_WORDS[person.role].name),
    },
    {
      key: "state",
      head: t`Sign-in`,
      width: "20%",
      cell: (person) =>
        person.active ? <Chip look="ok">{t`May sign in`}</Chip> : <Chip>{t`Account closed`}</Chip>,
    },
    {
      key: "menu",
      head: "",
      corner: true,
      width: "48px",
      align: "end",
      cell: (person) => <PersonMenu person={person} onPassword={() => onPassword(person)} />,
    },
  ];
}
