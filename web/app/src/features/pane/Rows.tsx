/** The rows of a place, and telling the commands what is in the list. */
import { useEffect, type ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import type { Row } from "../../api/types.ts";
import { scene, updateScene } from "../../commands/scene.ts";
import { useStore } from "../../lib/store.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { Button } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { Rows as Skeleton } from "../../ui/Skeleton.tsx";
import { VirtualList } from "../../ui/VirtualList.tsx";
import { LiveRow } from "./LiveRow.tsx";

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
  const cursor = useStore(scene).cursor;
  useEffect(() => updateScene({ rows: rows ?? [] }), [rows]);
  useEffect(() => () => updateScene({ rows: [], cursor: null }), []); // keys act on what is seen
  if (failed && !rows)
    return (
      <Empty title={t`The list could not be loaded.`}>
        <Button onClick={failed}>{t`Try again`}</Button>
      </Empty>
    );
  if (!rows) return <Skeleton />;
  if (!rows.length) return empty;
  return (
    <VirtualList
      items={rows}
      height={phone ? 80 : 72}
      show={open ?? cursor ?? undefined}
      more={more}
      loading={loading}
      label={t`Conversations`}
      row={(row) => (
        <LiveRow
          row={row}
          path={path(row.id)}
          selected={row.id === open}
          marked={!open && row.id === cursor}
          showAddress={showAddress}
        />
      )}
    />
  );
}
