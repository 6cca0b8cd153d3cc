/** All saved views on one page: what each asks, for whom it is; making, ordering and removing them. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconFolderFilled, IconFolderSearch, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { SavedView } from "../../api/types.ts";
import { editView } from "../../commands/manage/savedView.ts";
import { called } from "../../lib/format.ts";
import { ink } from "../../lib/tone.ts";
import { useMe, usePeople } from "../../sync/queries.ts";
import { useSavedViews } from "../../sync/shared.ts";
import { Button } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { Page } from "../../ui/page/Page.tsx";
import { Paged } from "../../ui/page/Paged.tsx";
import { Table, type Column } from "../../ui/page/Table.tsx";
import { counted, mayChange } from "./order.ts";
import ViewMenu from "./ViewMenu.tsx";
import css from "./views.module.css";

const nothing = () => undefined;

export default function ViewsPage() {
  const { t } = useLingui();
  const views = useSavedViews();
  const items = views.data ?? [];
  const add = (
    <Button look="filled" icon={<IconPlus size={16} />} onClick={() => editView({})}>
      {t`New saved view`}
    </Button>
  );
  return (
    <Page
      title={t`Saved views`}
      sub={t`A question asked of all your mail, kept by name. Its answer is always the one of now.`}
      actions={items.length > 0 && add}
      narrow
    >
      <Paged
        rows={{
          ...views,
          items,
          hasNextPage: false,
          isFetchingNextPage: false,
          fetchNextPage: nothing,
        }}
        counted={plural(items.length, { one: "# view", other: "# views" })}
        empty={
          <Empty icon={<IconFolderSearch size={36} stroke={1.2} />} title={t`No saved view yet`}>
            <p>{t`For example everything that has been waiting for more than four hours.`}</p>
            {add}
          </Empty>
        }
      >
        <Table
          label={t`Saved views`}
          columns={useColumns(items)}
          rows={items}
          rowKey={(view) => view.id}
        />
      </Paged>
    </Page>
  );
}

function useColumns(views: readonly SavedView[]): Column<SavedView>[] {
  const { t } = useLingui();
  const me = useMe().data;
  const people = usePeople().data?.items ?? [];
  const whose = (view: SavedView) => {
    if (view.owner === me?.address) return "";
    const owner = people.find((one) => one.address === view.owner);
    return ` · ${owner ? called(owner) : view.owner}`;
  };
  return [
    {
      key: "name",
      head: t({ message: "Name", context: "view" }),
      lead: true,
      width: "32%",
      cell: (view) => (
        <Link
          to="/mail/$box/$view/{-$id}"
          params={{ box: "all", view: `saved:${view.id}`, id: undefined }}
          className={css.viewName}
        >
          <IconFolderFilled size={18} color={ink(view.tone)} aria-hidden />
          {view.name}
        </Link>
      ),
    },
    {
      key: "query",
      head: t`What belongs into it`,
      cell: (view) => <code className={css.code}>{view.query}</code>,
    },
    {
      key: "for",
      head: t`For whom`,
      width: "22%",
      cell: (view) =>
        (view.for === "me" ? t`me` : view.for === "team" ? (view.team ?? "") : t`everyone`) +
        whose(view),
    },
    { key: "count", head: t`Now`, width: "64px", align: "end", cell: counted },
    {
      key: "menu",
      head: "",
      corner: true,
      width: "44px",
      align: "end",
      cell: (view) =>
        mayChange(view, me) && (
          <ViewMenu
            view={view}
            first={views[0] === view}
            last={views.at(-1) === view}
            className={css.menu}
          />
        ),
    },
  ];
}
