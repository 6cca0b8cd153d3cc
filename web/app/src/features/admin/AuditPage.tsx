/** The audit: who did what that others must be able to trust, newest first. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconHammer, IconShieldCheck } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { called, shownAddress } from "../../lib/format.ts";
import { mailPath } from "../../lib/paths.ts";
import { usePeople } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { Paged } from "../../ui/page/Paged.tsx";
import { Table, type Column } from "../../ui/page/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { grave, hidden, told, type AuditRow } from "./audit.ts";
import { useAudit } from "./remote.ts";
import css from "./admin.module.css";

const GLASS: string = "/admin/glass";

export default function AuditPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const rows = useAudit();
  const columns = useColumns();
  return (
    <AdminPage
      actions={
        <Button
          icon={<IconHammer size={16} stroke={1.5} />}
          onClick={() => void navigate({ to: GLASS })}
        >
          {t`Break the glass …`}
        </Button>
      }
    >
      <p className={css.lead}>
        {t`Who changed rights, people, domains and modes, and who looked where they otherwise may not. Each line is sealed with the one before: changing or removing one would show.`}
      </p>
      <Paged
        rows={rows}
        counted={plural(rows.items.length, {
          one: "# line, newest first",
          other: "# lines, newest first",
        })}
        empty={
          <Empty icon={<IconShieldCheck size={36} stroke={1.2} />} title={t`Nothing yet`}>
            {t`What administrators do stands here.`}
          </Empty>
        }
      >
        <Table label={t`Audit`} columns={columns} rows={rows.items} rowKey={(row) => row.id} />
      </Paged>
    </AdminPage>
  );
}

function useColumns(): Column<AuditRow>[] {
  const { t, i18n } = useLingui();
  const people = usePeople().data?.items ?? [];
  const person = (address: string) =>
    people.find((one) => one.address === address) ?? { address, name: "" };
  const speech = {
    name: (address: string) => called(person(address)),
    say: i18n._.bind(i18n),
  };
  const said = (row: AuditRow) => {
    const words = told(row, speech);
    return typeof words === "string" ? words : i18n._(words);
  };
  return [
    {
      key: "who",
      head: t`Who`,
      lead: true,
      width: "24%",
      cell: (row) =>
        row.actor ? (
          <span className={css.person}>
            <Avatar person={person(row.actor)} solid size={24} />
            <span>{called(person(row.actor))}</span>
          </span>
        ) : (
          <span className={css.no}>{t`by command or by itself`}</span>
        ),
    },
    {
      key: "what",
      head: t`What`,
      lead: true,
      cell: (row) => <span className={grave(row.kind) ? css.bad : undefined}>{said(row)}</span>,
    },
    {
      key: "where",
      head: t`Where`,
      width: "24%",
      cell: (row) => <Target row={row} />,
    },
    {
      key: "when",
      head: t`When`,
      width: "132px",
      align: "end",
      cell: (row) => <Time at={row.at} how="stamp" />,
    },
  ];
}

function Target({ row }: { row: AuditRow }) {
  const { t } = useLingui();
  if (!row.target) {
    if (hidden(row)) return <span className={css.no}>{t`not for you to see`}</span>;
    return row.kind.startsWith("contact.") ? t`A contact` : null;
  }
  if (row.target.includes("@")) return shownAddress(row.target);
  return (
    <Link className={css.linkText} to={mailPath({ box: "all", view: "all", id: row.target })}>
      {t`A conversation`}
    </Link>
  );
}
