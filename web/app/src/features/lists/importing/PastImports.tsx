/** The files taken in so far: what came of each, the lines that failed, and the way back. */
import { useLingui } from "@lingui/react/macro";
import type { Address } from "../../../api/types.ts";
import { Button } from "../../../ui/Button.tsx";
import { ProblemBox, Section } from "../../../ui/page/Page.tsx";
import { Table, type Column } from "../../../ui/page/Table.tsx";
import { Time } from "../../../ui/Time.tsx";
import { errorsPath, useImports, useUndo, type Import } from "./remote.ts";
import { IMPORTS } from "./words.ts";
import css from "./importing.module.css";

export function PastImports({ list, without }: { list: Address; without: string }) {
  const { t } = useLingui();
  const undo = useUndo(list.id);
  const rows = (useImports(list.id).data ?? []).filter(({ id }) => id !== without);
  const columns = useColumns(list.id, undo.isPending, (load) => undo.mutate(load));
  if (rows.length === 0) return null;
  return (
    <Section title={t`Files so far`}>
      {undo.error && <ProblemBox error={undo.error} />}
      <Table label={t`Files so far`} columns={columns} rows={rows} rowKey={({ id }) => id} />
    </Section>
  );
}

function useColumns(id: string, busy: boolean, onUndo: (load: string) => void): Column<Import>[] {
  const { t, i18n } = useLingui();
  const number = (head: string, of: (row: Import) => number): Column<Import> => ({
    key: head,
    head,
    width: "84px",
    align: "end",
    cell: (row) => of(row).toLocaleString(i18n.locale),
  });
  return [
    {
      key: "file",
      head: t`File`,
      lead: true,
      cell: (row) => (
        <>
          <b className={css.name}>{row.file}</b>
          <small className={css.by}>
            <Time at={row.at} how="stamp" />
            {row.by && ` · ${row.by}`}
          </small>
          {row.evidence && <small className={css.by}>{t`Consent: ${row.evidence}`}</small>}
        </>
      ),
    },
    {
      key: "state",
      head: t`State`,
      width: "132px",
      cell: (row) => i18n._(IMPORTS[row.state]),
    },
    number(t({ message: "New", context: "count" }), (row) => row.added),
    number(t`Changed`, (row) => row.changed),
    {
      key: "refused",
      head: t`Failed`,
      width: "84px",
      align: "end",
      cell: (row) =>
        row.refused > 0 ? (
          <a href={errorsPath(id, row.id)} download title={t`Download these lines`}>
            {row.refused.toLocaleString(i18n.locale)}
          </a>
        ) : (
          0
        ),
    },
    {
      key: "undo",
      head: "",
      width: "120px",
      align: "end",
      cell: (row) =>
        (row.state === "done" || row.state === "failed" || row.state === "running") && (
          <Button look="plain" disabled={busy} onClick={() => onUndo(row.id)}>
            {t`Take it back`}
          </Button>
        ),
    },
  ];
}
