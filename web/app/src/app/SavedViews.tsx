/** The saved views in the sidebar: each with its colour and what is in it right now. */
import { lazy, Suspense } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconFolderFilled, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { SavedView } from "../api/types.ts";
import { editView } from "../commands/manage/savedView.ts";
import { inCalm } from "../lib/calm.ts";
import { ink } from "../lib/tone.ts";
import { useMe } from "../sync/queries.ts";
import { useSavedViews } from "../sync/shared.ts";
import { counted, mayChange } from "../features/views/order.ts";
import { withWords } from "./language.ts";
import css from "../features/views/views.module.css";

const ViewMenu = lazy(() =>
  inCalm(() => withWords(() => import("../features/views/ViewMenu.tsx"), "managing")),
);

export function SavedViews() {
  const { t } = useLingui();
  const me = useMe().data;
  const views = useSavedViews().data ?? [];
  return (
    <section aria-label={t`Saved views`}>
      <h2 className={css.title}>
        {t`Saved views`}
        <button
          type="button"
          className={css.add}
          aria-label={t`New saved view`}
          title={t`New saved view`}
          onClick={() => editView({})}
        >
          <IconPlus size={16} stroke={1.5} />
        </button>
      </h2>
      <ul className={css.group}>
        {views.map((view, n) => (
          <li key={view.id} className={css.line}>
            <ViewLink view={view} />
            {mayChange(view, me) && (
              <Suspense fallback={null}>
                <ViewMenu
                  view={view}
                  first={n === 0}
                  last={n === views.length - 1}
                  className={css.menu}
                />
              </Suspense>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ViewLink({ view }: { view: SavedView }) {
  return (
    <Link
      to="/mail/$box/$view/{-$id}"
      params={{ box: "all", view: `saved:${view.id}`, id: undefined }}
      className={css.place}
      activeProps={{ className: css.hereNow ?? "", "aria-current": "page" }}
      title={view.query}
    >
      <IconFolderFilled size={18} color={ink(view.tone)} aria-hidden />
      <span className={css.name}>{view.name}</span>
      <span className={css.count}>{counted(view)}</span>
    </Link>
  );
}
