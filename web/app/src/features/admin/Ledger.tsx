/** The shape of intake and outbox: what they hold, filters, rows page by page, trying again. */
import type { ReactNode } from "react";
import { Filters, ProblemBox } from "../../ui/page/Page.tsx";
import { Paged, type PagedRows } from "../../ui/page/Paged.tsx";
import { Table, type Column } from "../../ui/page/Table.tsx";
import { AdminPage } from "./AdminPage.tsx";
import css from "./admin.module.css";

interface Props<T> {
  lead: string;
  notice?: ReactNode;
  filters: {
    label: string;
    choices: readonly { key: string; name: string }[];
    chosen: string;
    onChoose: (key: string) => void;
  };
  /** What went wrong with trying again. */
  error: Error | null;
  rows: PagedRows;
  counted: string;
  empty: ReactNode;
  table: { label: string; columns: readonly Column<T>[]; lines: readonly T[] };
}

export function Ledger<T extends { id: string }>(props: Props<T>) {
  const { lead, notice, filters, error, rows, counted, empty, table } = props;
  return (
    <AdminPage>
      <p className={css.lead}>{lead}</p>
      {notice}
      <Filters {...filters} />
      {error && <ProblemBox error={error} />}
      <Paged rows={rows} counted={counted} empty={empty}>
        <Table
          label={table.label}
          columns={table.columns}
          rows={table.lines}
          rowKey={(row) => row.id}
        />
      </Paged>
    </AdminPage>
  );
}
