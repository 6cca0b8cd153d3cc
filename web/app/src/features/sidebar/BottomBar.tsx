/** The phone's bar: mine, inboxes, search, me. */
import { useLingui } from "@lingui/react/macro";
import { IconHome, IconSearch, IconUserCircle } from "@tabler/icons-react";
import { Link, useLocation, useParams } from "@tanstack/react-router";
import { overlay } from "../../commands/scene.ts";
import { cx } from "../../lib/cx.ts";
import { lastBox } from "../../lib/lastBox.ts";
import { firstView } from "../../lib/paths.ts";
import { useAddresses, useViews } from "../../sync/queries.ts";
import { ModeSign } from "../../ui/ModeSign.tsx";
import css from "./BottomBar.module.css";

export function BottomBar() {
  const { t } = useLingui();
  const mine = useViews().data?.mine ?? 0;
  const all = useAddresses().data?.items ?? [];
  const last = lastBox.get();
  const first =
    all.find((one) => one.id === last) ??
    all.filter((one) => one.mode === "inbox").sort((a, b) => b.counts.open - a.counts.open)[0] ??
    all[0];
  const { box, view, id } = useParams({ strict: false });
  const path = useLocation({ select: (location) => location.pathname });
  if (id) return null; // the opened conversation has its own bar
  const searching = path.startsWith("/search");
  const own = !searching && box === "all" && view === "mine";
  return (
    <nav className={css.bar} aria-label={t`Places`}>
      <Link
        to="/mail/$box/$view/{-$id}"
        params={{ box: "all", view: "mine", id: undefined }}
        className={cx(css.item, own && css.here)}
      >
        <span className={css.sign}>
          <IconHome size={24} stroke={1.5} />
          {mine > 0 && <b className={css.badge}>{mine}</b>}
        </span>
        {t`Mine`}
      </Link>
      <Link
        to="/mail/$box/$view/{-$id}"
        params={{
          box: first?.id ?? "all",
          view: first ? firstView(first.mode) : "open",
          id: undefined,
        }}
        className={cx(css.item, !own && path.startsWith("/mail") && css.here)}
      >
        <ModeSign mode="inbox" size={24} />
        {t`Inboxes`}
      </Link>
      <Link
        to="/search/{-$id}"
        params={{ id: undefined }}
        search={{ q: "" }}
        className={cx(css.item, searching && css.here)}
      >
        <IconSearch size={24} stroke={1.5} />
        {t`Search`}
      </Link>
      <button type="button" className={css.item} onClick={() => overlay.set("settings")}>
        <IconUserCircle size={24} stroke={1.5} />
        {t`Me`}
      </button>
    </nav>
  );
}
