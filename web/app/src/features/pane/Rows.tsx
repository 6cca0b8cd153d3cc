/** The rows of a place, and telling the commands what is in the list. */
import { useCallback, useEffect, type ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import type { Row } from "../../api/types.ts";
import { scene, updateScene } from "../../commands/scene.ts";
import { usePart } from "../../lib/store.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { Button } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { Rows as Skeleton } from "../../ui/Skeleton.tsx";
import { VirtualList } from "../../ui/VirtualList.tsx";
import { LiveRow } from "./LiveRow.tsx";
import { useAround } from "./useAround.ts";
import { useNeighbours } from "./useNeighbours.ts";

interface Props {
  rows: Row[] | undefined;
  open: string | undefined;
  path: (id: string) => string;
  more: (() => void) | undefined;
  loading: boolean;
  failed: (() => void) | undefined;
  empty: ReactNode;
  showAddress: boolean;
}

export function Rows({ rows, open, path, more, loading, failed, empty, showAddress }: Props) {
  const { t } = useLingui();
  const phone = usePhone();
  const around = useAround();
  const cursor = usePart(scene, (now) => now.cursor);
  const selected = usePart(scene, (now) => now.selected);
  useEffect(() => updateScene({ rows: rows ?? [] }), [rows]);
  useEffect(() => () => updateScene({ rows: [], cursor: null }), []); // keys act on what is seen
  useNeighbours(rows, open ?? cursor ?? undefined);
  const row = useCallback(
    (one: Row) => (
      <LiveRow
        row={one}
        path={path(one.id)}
        selected={one.id === open}
        marked={!open && one.id === cursor}
        checked={selected.includes(one.id)}
        choosing={selected.length > 0}
        compact={around.compact && !phone}
        showAddress={showAddress}
        around={around}
      />
    ),
    [path, open, cursor, selected, around, phone, showAddress],
  );
  if (failed && !rows)
    return (
      <Empty title={t`The list could not be loaded.`}>
        <Button onClick={failed}>{t`Try again`}</Button>
      </Empty>
    );
  if (!rows || (!rows.length && more)) return <Skeleton />;
  if (!rows.length) return empty;
  return (
    <VirtualList
      items={rows}
      height={phone ? 80 : around.compact ? 40 : 72}
      show={open ?? cursor ?? undefined}
      more={more}
      loading={loading}
      label={t`Conversations`}
      row={row}
    />
  );
}
