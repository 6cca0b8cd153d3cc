/** A table that says what its columns are, waits visibly, pages, and becomes cards on a phone. */
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { cx } from "../../lib/cx.ts";
import css from "./page.module.css";

export interface Column<T> {
  key: string;
  head: string;
  cell: (row: T) => ReactNode;
  /** CSS width; columns without share what is left. */
  width?: string;
  align?: "end" | "middle";
  /** Leads the card on a phone, without naming its column. */
  lead?: boolean;
  /** Stands in the card's upper right corner on a phone: one small button. */
  corner?: boolean;
}

interface Props<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** On a phone each value stands below its name, for values that are long. */
  stacked?: boolean;
}

export function Table<T>({ label, columns, rows, rowKey, stacked }: Props<T>) {
  return (
    <div className={css.tableWrap}>
      <table className={cx(css.table, css.cards, stacked && css.stacked)} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                style={{ width: column.width }}
                className={alignOf(column)}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={cx(alignOf(column), column.corner && css.corner)}
                  data-head={column.lead || !column.head ? undefined : column.head}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function alignOf<T>(column: Column<T>): string | undefined {
  return column.align && css[column.align];
}

/** What stands in for rows that are on their way. */
export function TableSkeleton({ rows = 6 }: { rows?: number }) {
  const { t } = useLingui();
  return (
    <div role="status" aria-label={t`Loading`}>
      {Array.from({ length: rows }, (_, i) => (
        <div
          key={i}
          className={css.skeleton}
          style={{ "--w": `${String(72 - ((i * 17) % 38))}%` } as React.CSSProperties}
        />
      ))}
    </div>
  );
}
