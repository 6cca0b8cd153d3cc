/** The list of conversations of one place: search, tabs, rows. */
import { lazy, memo, Suspense, useCallback, useMemo, useState, type ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconMapOff, IconPencil } from "@tabler/icons-react";
import type { Draft } from "../../api/types.ts";
import { overlay, scene } from "../../commands/scene.ts";
import { inCalm } from "../../lib/calm.ts";
import { local } from "../../lib/format.ts";
import { mailPath } from "../../lib/paths.ts";
import { usePart } from "../../lib/store.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { listOf } from "../../sync/lists.ts";
import { useAddresses, useDrafts, useRows } from "../../sync/queries.ts";
import { sortOf } from "../../sync/sortOf.ts";
import { IconButton } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { ModeSign } from "../../ui/ModeSign.tsx";
import { Begun } from "./Begun.tsx";
import { Find } from "./Find.tsx";
import { useViewName } from "./names.ts";
import { Nothing } from "./Nothing.tsx";
import { Rows } from "./Rows.tsx";
import { ToSettings } from "./ToSettings.tsx";
import { Tabs } from "./Tabs.tsx";
import css from "./Pane.module.css";

const BulkBar = lazy(() => import("./BulkBar.tsx"));
const Sorting = lazy(() => inCalm(() => import("./Sorting.tsx")));
const Title = lazy(() => import("./Title.tsx"));

interface Props {
  box: string;
  view: string;
  open: string | undefined;
  /** Below what an empty list says. */
  begin?: ReactNode;
}

export const Pane = memo(function Pane({ box, view, open, begin }: Props) {
  const { t } = useLingui();
  const phone = usePhone();
  const name = useViewName(view);
  const addresses = useAddresses().data?.items;
  const address = addresses?.find((one) => one.id === box);
  const [sort, setSort] = useState(() => sortOf(view));
  const where = useMemo(() => listOf(box, view, sort), [box, view, sort]);
  const list = useRows(where);
  const pages = list.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.items), [pages]);
  const path = useCallback((id: string) => mailPath({ box, view, id }), [box, view]);
  const choosing = usePart(scene, (now) => now.selected.length > 0);
  const title = address ? local(address.address) : name;
  const begun = useBegun(view === "drafts" && box === "all");
  const sorting = (
    <Suspense fallback={<span className={css.room} />}>
      <Sorting view={view} value={sort} onChange={setSort} address={phone ? undefined : address} />
    </Suspense>
  );
  if (box !== "all" && addresses && !address) return <NoAddress />;
  return (
    <div className={css.pane}>
      <header className={css.head}>
        {choosing ? (
          <Suspense fallback={null}>
            <BulkBar list={where} more={list.hasNextPage} />
          </Suspense>
        ) : phone ? (
          <>
            {address && <ModeSign mode={address.mode} size={24} />}
            <Suspense fallback={<h1 className={css.title}>{title}</h1>}>
              <Title name={title} />
            </Suspense>
            {sorting}
            <IconButton label={t`New mail`} onClick={() => overlay.set("new-mail")}>
              <IconPencil size={22} stroke={1.5} />
            </IconButton>
          </>
        ) : (
          <Find />
        )}
        {address && !choosing && <ToSettings />}
      </header>
      {address ? (
        <Tabs address={address} view={view}>
          {!phone && sorting}
        </Tabs>
      ) : (
        !phone && (
          <div className={css.view}>
            <h1>{name}</h1>
            {sorting}
          </div>
        )
      )}
      {begun.length > 0 && <Begun drafts={begun} />}
      <Rows
        rows={rows}
        open={open}
        path={path}
        more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        loading={list.isFetchingNextPage}
        failed={list.isError ? () => void list.refetch() : undefined}
        empty={
          begun.length > 0 ? null : (
            <div className={css.nothing}>
              <Nothing view={view} address={address?.address} />
              {begin && <Suspense fallback={null}>{begin}</Suspense>}
            </div>
          )
        }
        showAddress={box === "all"}
      />
    </div>
  );
});

/** An old link, or a right that was taken back. */
function NoAddress() {
  const { t } = useLingui();
  return (
    <Empty
      icon={<IconMapOff size={32} stroke={1.25} />}
      title={t`This address is not there, or not for you to see.`}
    >
      <a href="/">{t`To your mail`}</a>
    </Empty>
  );
}

/** New mails that wait to be finished. */
function useBegun(wanted: boolean): Draft[] {
  const drafts = useDrafts(wanted).data?.items ?? [];
  return wanted ? drafts.filter((one) => one.kind === "new") : [];
}
