/** The list of conversations of one place: search, tabs, rows. */
import { useLingui } from "@lingui/react/macro";
import { IconPencil } from "@tabler/icons-react";
import type { Draft } from "../../api/types.ts";
import { overlay } from "../../commands/scene.ts";
import { called, local } from "../../lib/format.ts";
import { mailPath } from "../../lib/paths.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { useAddresses, useDrafts, useRows } from "../../sync/queries.ts";
import { IconButton } from "../../ui/Button.tsx";
import { ModeSign } from "../../ui/ModeSign.tsx";
import { Begun } from "./Begun.tsx";
import { Find } from "./Find.tsx";
import { Title } from "./Title.tsx";
import { Nothing } from "./Nothing.tsx";
import { Rows } from "./Rows.tsx";
import { ToSettings } from "./ToSettings.tsx";
import { Tabs } from "./Tabs.tsx";
import css from "./Pane.module.css";

interface Props {
  box: string;
  view: string;
  open: string | undefined;
}

export function Pane({ box, view, open }: Props) {
  const { t } = useLingui();
  const phone = usePhone();
  const name = useViewName(view);
  const addresses = useAddresses().data?.items;
  const address = addresses?.find((one) => one.id === box);
  const list = useRows({ address: box === "all" ? null : box, view });
  const rows = list.data?.pages.flatMap((page) => page.items);
  const begun = useBegun(view === "drafts" && box === "all");
  return (
    <div className={css.pane}>
      <header className={css.head}>
        {phone ? (
          <>
            {address && <ModeSign mode={address.mode} size={24} />}
            {address ? (
              <Title address={address} all={addresses ?? []} />
            ) : (
              <h1 className={css.title}>{name}</h1>
            )}
            <IconButton label={t`New mail`} onClick={() => overlay.set("new-mail")}>
              <IconPencil size={22} stroke={1.5} />
            </IconButton>
          </>
        ) : (
          <Find />
        )}
        {address && <ToSettings />}
      </header>
      {address ? (
        <Tabs address={address} view={view} />
      ) : (
        !phone && <h1 className={css.view}>{name}</h1>
      )}
      {begun.length > 0 && <Begun drafts={begun} />}
      <Rows
        rows={rows}
        open={open}
        path={(id) => mailPath({ box, view, id })}
        more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        loading={list.isFetchingNextPage}
        failed={list.isError ? () => void list.refetch() : undefined}
        empty={
          begun.length > 0 ? null : (
            <Nothing
              view={view}
              address={address?.address}
              name={address && (called(address) || local(address.address))}
            />
          )
        }
        showAddress={box === "all"}
      />
    </div>
  );
}

/** New mails that wait to be finished. */
function useBegun(wanted: boolean): Draft[] {
  const drafts = useDrafts(wanted).data?.items ?? [];
  return wanted ? drafts.filter((one) => one.kind === "new") : [];
}

function useViewName(view: string): string {
  const { t } = useLingui();
  const names: Record<string, string> = {
    mine: t`Mine`,
    mentions: t`Mentions`,
    later: t`Later`,
    drafts: t`Drafts`,
    open: t`Everything open`,
    closed: t`Closed`,
    unread: t`Unread`,
  };
  return names[view] ?? t`All`;
}
