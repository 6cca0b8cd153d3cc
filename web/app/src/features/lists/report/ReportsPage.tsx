/** All that went to the whole list, newest first, each with its picture. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { IconChartBar } from "@tabler/icons-react";
import { Empty } from "../../../ui/Empty.tsx";
import { Paged } from "../../../ui/page/Paged.tsx";
import { Table, type Column } from "../../../ui/page/Table.tsx";
import { Time } from "../../../ui/Time.tsx";
import { ListPage } from "../frame/ListPage.tsx";
import { Bar } from "./Progress.tsx";
import { useMailings, type Mailing } from "./remote.ts";
import { slices } from "./totals.ts";
import css from "./report.module.css";

export default function ReportsPage() {
  return <ListPage>{(list) => <Mailings list={list.id} />}</ListPage>;
}

function Mailings({ list }: { list: string }) {
  const { t } = useLingui();
  const rows = useMailings(list);
  const columns = useColumns();
  return (
    <Paged
      rows={rows}
      counted={plural(rows.items.length, { one: "# mailing", other: "# mailings" })}
      empty={
        <Empty icon={<IconChartBar size={36} stroke={1.2} />} title={t`Nothing was sent yet`}>
          {t`Every post and every campaign will have its report here: who got it, what came back, who answered.`}
        </Empty>
      }
    >
      <Table label={t`Reports`} columns={columns} rows={rows.items} rowKey={(one) => one.id} />
    </Paged>
  );
}

function useColumns(): Column<Mailing>[] {
  const { t, i18n } = useLingui();
  const number = (count: number) => (count ? count.toLocaleString(i18n.locale) : "–");
  return [
    {
      key: "what",
      head: t`Subject`,
      lead: true,
      width: "34%",
      cell: (one) => (
        <span className={css.person}>
          <Link to={`/lists/${one.address}/reports/${one.id}` as string}>
            {one.subject || one.name || t`(no subject)`}
          </Link>
          <small>{one.kind === "campaign" ? t`Campaign` : t`Post`}</small>
        </span>
      ),
    },
    {
      key: "bar",
      head: t`What became of it`,
      cell: (one) => (
        <span className={css.small}>
          <Bar made={slices(one.totals)} />
        </span>
      ),
    },
    {
      key: "people",
      head: t`People`,
      width: "80px",
      align: "end",
      cell: (one) => number(one.totals.recipients),
    },
    {
      key: "back",
      head: t`Not reached`,
      width: "96px",
      align: "end",
      cell: (one) => number(one.totals.failed),
    },
    {
      key: "when",
      head: t`When`,
      width: "120px",
      align: "end",
      cell: (one) => one.at && <Time at={one.at} how="stamp" />,
    },
  ];
}
