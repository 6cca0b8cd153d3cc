/** What the search found: rows with the sentence that matched, best first. */
import { useEffect, useMemo, useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { Problem } from "../../api/client.ts";
import { scene, updateScene, wantSearch } from "../../commands/scene.ts";
import { mailPath, searchPath } from "../../lib/paths.ts";
import { useStore } from "../../lib/store.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { explain } from "../../sync/explain.ts";
import { useLabels, usePeople, useSearch } from "../../sync/queries.ts";
import { Empty } from "../../ui/Empty.tsx";
import { RowItem } from "../../ui/RowItem.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { Rows as Skeleton } from "../../ui/Skeleton.tsx";
import { VirtualList } from "../../ui/VirtualList.tsx";
import css from "./Results.module.css";

export function Results({ q, open }: { q: string; open: string | undefined }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const phone = usePhone();
  const asked = useStore(wantSearch);
  const [before] = useState(asked); // asked for on another page
  const people = usePeople().data?.items ?? [];
  const labels = useLabels().data?.items ?? [];
  const found = useSearch(q);
  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.items), [found.data]);
  const cursor = useStore(scene).cursor;
  useEffect(() => updateScene({ rows: rows ?? [] }), [rows]);
  useEffect(() => updateScene({ cursor: null }), [q]);
  useEffect(() => () => updateScene({ rows: [], cursor: null }), []);
  const leave = () => {
    const { place } = scene.get();
    void navigate({ to: mailPath({ ...(place ?? { box: "all", view: "mine" }), id: undefined }) });
  };
  const bad = found.error as Problem | null;
  return (
    <div className={css.results}>
      <header className={css.head}>
        <SearchField
          value={q}
          focus={asked - before + (q ? 0 : 1)}
          onSearch={(next) =>
            void navigate({ to: "/search/{-$id}", params: { id: undefined }, search: { q: next } })
          }
          onClear={leave}
        />
      </header>
      {!q || bad ? (
        <Empty
          icon={<IconSearch size={32} stroke={1.25} />}
          title={bad ? explain(bad) : t`Search in everything you may read.`}
        >
          {bad
            ? bad.message
            : t`Words, or from: to: subject: in: is: with a value, for example from:jana is:open`}
        </Empty>
      ) : !rows ? (
        <Skeleton />
      ) : !rows.length ? (
        <Empty icon={<IconSearch size={32} stroke={1.25} />} title={t`Nothing found for “${q}”.`}>
          {t`Fewer or other words may help.`}
        </Empty>
      ) : (
        <VirtualList
          items={rows}
          height={phone ? 80 : 72}
          show={open ?? cursor ?? undefined}
          more={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
          loading={found.isFetchingNextPage}
          label={t`Results`}
          row={(row) => (
            <RowItem
              row={row}
              path={searchPath(q, row.id)}
              selected={row.id === open}
              marked={!open && row.id === cursor}
              showAddress
              assignee={people.find((one) => one.address === row.assignee) ?? null}
              others={[]}
              tone={(name) => labels.find((one) => one.name === name)?.tone ?? 1}
              onOpen={() =>
                void navigate({ to: "/search/{-$id}", params: { id: row.id }, search: { q } })
              }
            />
          )}
        />
      )}
    </div>
  );
}
