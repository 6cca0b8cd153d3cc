/** Rows that come page by page: a skeleton, then the rows, an empty place or what went wrong. */
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { ProblemBox } from "./Page.tsx";
import { TableSkeleton } from "./Table.tsx";
import css from "./page.module.css";

export interface PagedRows {
  items: readonly unknown[];
  isPending: boolean;
  error: Error | null;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
}

interface Props {
  rows: PagedRows;
  empty: ReactNode;
  /** What the rows are called, with their number: "12 people". */
  counted: string;
  children: ReactNode;
}

export function Paged({ rows, empty, counted, children }: Props) {
  const { t } = useLingui();
  if (rows.isPending) return <TableSkeleton />;
  if (rows.error && rows.items.length === 0)
    return <ProblemBox error={rows.error} onRetry={() => void rows.refetch()} />;
  if (rows.items.length === 0) return empty;
  return (
    <>
      {children}
      <footer className={css.foot}>
        <span>{rows.hasNextPage ? t`${counted}, and there are more` : counted}</span>
        {rows.hasNextPage && (
          <button
            type="button"
            className={css.more}
            disabled={rows.isFetchingNextPage}
            onClick={() => void rows.fetchNextPage()}
          >
            {rows.isFetchingNextPage ? t`Loading` : t`Show more`}
          </button>
        )}
      </footer>
    </>
  );
}
