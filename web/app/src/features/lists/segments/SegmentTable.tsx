/** The segments of a list: name and question, how many they find now, and what to do with them. */
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Address } from "../../../api/types.ts";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { Table, type Column } from "../../../ui/page/Table.tsx";
import { toast } from "../../../ui/toast.ts";
import { listPath } from "../frame/path.ts";
import type { Segment } from "../types.ts";
import { RowActs } from "./RowActs.tsx";
import { useKeptSegments } from "./remote.ts";
import css from "./segments.module.css";

interface Props {
  list: Address;
  segments: readonly Segment[];
  onOpen: (segment: Segment) => void;
}

export function SegmentTable({ list, segments, onOpen }: Props) {
  const { t } = useLingui();
  const { add, remove } = useKeptSegments(list.id);
  const gone = ({ id, name, query }: Segment) =>
    remove.mutate(id, {
      onSuccess: () =>
        toast({
          text: t`“${name}” is removed. No subscriber has changed.`,
          action: { label: t`Undo`, run: () => add.mutate({ name, query }) },
        }),
    });
  const error = remove.error ?? add.error;
  return (
    <>
      {error && <ProblemBox error={error} />}
      <Table
        label={t`Segments`}
        columns={useColumns(list.id, onOpen, gone)}
        rows={segments}
        rowKey={({ id }) => id}
      />
    </>
  );
}

function useColumns(
  list: string,
  onOpen: Props["onOpen"],
  onGone: Props["onOpen"],
): Column<Segment>[] {
  const { t, i18n } = useLingui();
  return [
    {
      key: "name",
      head: t({ message: "Name", context: "segment" }),
      lead: true,
      width: "30%",
      cell: (one) => (
        <button type="button" className={css.name} onClick={() => onOpen(one)}>
          {one.name}
        </button>
      ),
    },
    {
      key: "query",
      head: t`Question`,
      cell: (one) => <code className={css.code}>{one.query}</code>,
    },
    {
      key: "count",
      head: t`Finds now`,
      width: "112px",
      align: "end",
      cell: (one) =>
        one.count === null ? (
          <span
            className={css.broken}
            title={t`It speaks of something that is gone, or that you may not see.`}
          >
            {t`cannot be read`}
          </span>
        ) : (
          <Link
            className={css.count}
            to={listPath(list, "subscribers")}
            search={{ segment: one.id } as never}
            title={t`Show those whom ${one.name} finds`}
          >
            {one.count.toLocaleString(i18n.locale)}
          </Link>
        ),
    },
    {
      key: "acts",
      head: "",
      width: "76px",
      align: "end",
      corner: true,
      cell: (one) => (
        <RowActs name={one.name} onChange={() => onOpen(one)} onRemove={() => onGone(one)} />
      ),
    },
  ];
}
