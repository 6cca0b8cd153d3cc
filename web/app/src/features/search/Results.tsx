/** What the search found: rows with the sentence that matched, its words marked. */
import { useEffect, useMemo, useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconSearch, IconSearchOff } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { Problem } from "../../api/client.ts";
import type { Hit, Sort } from "../../api/types.ts";
import { scene, updateScene, wantSearch } from "../../commands/scene.ts";
import { mailPath, searchPath } from "../../lib/paths.ts";
import { flatParts, wordsOf } from "../../lib/query.ts";
import { useStore } from "../../lib/store.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { explain } from "../../sync/explain.ts";
import { useLabels, useMe, usePeople } from "../../sync/queries.ts";
import { Button } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { RowItem } from "../../ui/RowItem.tsx";
import { sentence } from "../../ui/search/sentence.ts";
import { SearchField } from "../../ui/SearchField.tsx";
import { Rows as Skeleton } from "../../ui/Skeleton.tsx";
import { VirtualList } from "../../ui/VirtualList.tsx";
import { Marked } from "./Marked.tsx";
import { Narrowed } from "./Narrowed.tsx";
import { useFound } from "./useFound.ts";
import css from "./Results.module.css";

export function Results({ q, open }: { q: string; open: string | undefined }) {
  const navigate = useNavigate();
  const asked = useStore(wantSearch);
  const [before] = useState(asked); // asked for on another page
  const [sort, setSort] = useState<Sort>("newest");
  const found = useFound(q, sort);
  const bad = found.error instanceof Problem ? found.error : null;
  const search = (next: string) =>
    void navigate({ to: "/search/{-$id}", params: { id: undefined }, search: { q: next } });
  const leave = () => {
    const { place } = scene.get();
    void navigate({ to: mailPath({ ...(place ?? { box: "all", view: "mine" }), id: undefined }) });
  };
  return (
    <div className={css.results}>
      <header className={css.head}>
        <SearchField
          value={q}
          focus={asked - before + (q ? 0 : 1)}
          error={bad?.code === "bad-query" ? bad : null}
          onSearch={search}
          onClear={leave}
        />
      </header>
      {q && !bad && <Narrowed q={q} sort={sort} onSort={setSort} onSearch={search} />}
      <Found q={q} open={open} found={found} bad={bad} onSearch={search} />
    </div>
  );
}

interface FoundProps {
  q: string;
  open: string | undefined;
  found: ReturnType<typeof useFound>;
  bad: Problem | null;
  onSearch: (q: string) => void;
}

function Found({ q, open, found, bad, onSearch }: FoundProps) {
  const { t, i18n } = useLingui();
  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.items), [found.data]);
  useEffect(() => updateScene({ rows: rows ?? [] }), [rows]);
  useEffect(() => updateScene({ cursor: null }), [q]);
  useEffect(() => () => updateScene({ rows: [], cursor: null }), []);
  if (bad)
    return (
      <Empty icon={<IconSearchOff size={32} stroke={1.25} />} title={explain(bad)}>
        {bad.code === "bad-query" ? (
          <span role="alert">{i18n._(sentence(bad))}</span>
        ) : (
          <Button onClick={() => void found.refetch()}>{t`Try again`}</Button>
        )}
      </Empty>
    );
  if (!q)
    return (
      <Empty
        icon={<IconSearch size={32} stroke={1.25} />}
        title={t`Search in everything you may read.`}
      >
        {t`Mails, notes and what stands in attachments. The field offers what narrows it down.`}
      </Empty>
    );
  if (!rows) return <Skeleton />;
  if (!rows.length) return <NothingFound q={q} onSearch={onSearch} />;
  return <Hits q={q} rows={rows} open={open} found={found} />;
}

function NothingFound({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const { t } = useLingui();
  const parts = flatParts(q) ?? [];
  const words = parts.filter((part) => !part.field).map((part) => part.text);
  const wider = words.length < parts.length ? words.join(" ") : "";
  return (
    <Empty icon={<IconSearchOff size={32} stroke={1.25} />} title={t`Nothing found for “${q}”.`}>
      <p>{t`Fewer or other words may help. Spam and trash are left out unless you say is:spam or is:trash.`}</p>
      {wider && <Button onClick={() => onSearch(wider)}>{t`Search only for “${wider}”`}</Button>}
    </Empty>
  );
}

interface HitsProps extends Pick<FoundProps, "q" | "open" | "found"> {
  rows: readonly Hit[];
}

function Hits({ q, rows, open, found }: HitsProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const phone = usePhone();
  const cursor = useStore(scene).cursor;
  const people = usePeople().data?.items ?? [];
  const labels = useLabels().data?.items ?? [];
  const compact = useMe().data?.density === "compact" && !phone;
  const words = useMemo(() => wordsOf(q), [q]);
  return (
    <VirtualList
      items={rows}
      height={phone ? 80 : compact ? 40 : 72}
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
          compact={compact}
          showAddress
          assignee={people.find((one) => one.address === row.assignee) ?? null}
          others={[]}
          tone={(name) => labels.find((one) => one.name === name)?.tone ?? 1}
          mark={(text) => <Marked text={text} words={words} />}
          onOpen={() =>
            void navigate({ to: "/search/{-$id}", params: { id: row.id }, search: { q } })
          }
        />
      )}
    />
  );
}
