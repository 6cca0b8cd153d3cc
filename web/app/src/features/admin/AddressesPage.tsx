/** All addresses with their mode and who works with them; the way to make a new one. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconAt, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Address } from "../../api/types.ts";
import { shownAddress } from "../../lib/format.ts";
import { useAddresses } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { ModeSign } from "../../ui/ModeSign.tsx";
import { Paged } from "../../ui/page/Paged.tsx";
import { Table, type Column } from "../../ui/page/Table.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { MODE_WORDS } from "./modes.ts";
import css from "./admin.module.css";

const NEW_ADDRESS: string = "/new-address";

export default function AddressesPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const addresses = useAddresses();
  const items = addresses.data?.items ?? [];
  const add = (
    <Button
      look="filled"
      icon={<IconPlus size={16} />}
      onClick={() => void navigate({ to: NEW_ADDRESS })}
    >
      {t`New address`}
    </Button>
  );
  return (
    <AdminPage actions={items.length > 0 && add}>
      <Paged
        rows={{ ...addresses, items, hasNextPage: false, isFetchingNextPage: false, fetchNextPage }}
        counted={plural(items.length, { one: "# address", other: "# addresses" })}
        empty={
          <Empty icon={<IconAt size={36} stroke={1.2} />} title={t`No address yet`}>
            <p>{t`One address, three ways to work on it. A few plain questions find the one that fits.`}</p>
            {add}
          </Empty>
        }
      >
        <Table
          label={t`Addresses`}
          columns={useColumns()}
          rows={items}
          rowKey={(address) => address.id}
        />
      </Paged>
    </AdminPage>
  );
}

/** `GET /addresses` answers all at once. */
const fetchNextPage = () => undefined;

function useColumns(): Column<Address>[] {
  const { t, i18n } = useLingui();
  const settings: string = "/addresses/$id";
  return [
    {
      key: "address",
      head: t`Address`,
      lead: true,
      cell: (one) => (
        <span className={css.mail}>
          <Link to={settings} params={{ id: one.id }}>
            {shownAddress(one.address)}
          </Link>
          <small>{one.name}</small>
        </span>
      ),
    },
    {
      key: "mode",
      head: t`Mode`,
      width: "26%",
      cell: (one) => (
        <span className={css.said}>
          <ModeSign mode={one.mode} />
          {i18n._(MODE_WORDS[one.mode].name)}
        </span>
      ),
    },
    {
      key: "team",
      head: t`Who reads it`,
      width: "24%",
      cell: (one) =>
        one.team.length === 0 ? (
          <span className={css.no}>{t`nobody yet`}</span>
        ) : (
          <span
            className={css.faces}
            role="img"
            aria-label={one.team.map((person) => person.name).join(", ")}
          >
            {one.team.slice(0, 6).map((person) => (
              <Avatar key={person.address} person={person} solid size={24} />
            ))}
            {one.team.length > 6 && `+${String(one.team.length - 6)}`}
          </span>
        ),
    },
    {
      key: "settings",
      head: "",
      width: "110px",
      align: "end",
      cell: (one) => (
        <Link to={settings} params={{ id: one.id }} className={css.linkText}>
          {t`Settings`}
        </Link>
      ),
    },
  ];
}
