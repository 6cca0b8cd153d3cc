/** My views over all addresses; those that are empty and rarely needed step back. */
import { useLingui } from "@lingui/react/macro";
import {
  IconAt,
  IconBell,
  IconClock,
  IconEdit,
  IconHome,
  IconListCheck,
  IconStar,
  IconUserQuestion,
} from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useViews } from "../../sync/queries.ts";
import { Place } from "./Place.tsx";
import css from "./Sidebar.module.css";

export function Views() {
  const { t } = useLingui();
  const views = useViews().data;
  const { box, view: here } = useParams({ strict: false });
  const all = [
    { view: "mine", name: t`Mine`, Icon: IconHome, count: views?.mine, strong: true },
    {
      view: "unassigned",
      name: t`Nobody’s yet`,
      Icon: IconUserQuestion,
      count: views?.unassigned,
      strong: true,
    },
    { view: "mentions", name: t`Mentions`, Icon: IconAt, count: views?.mentions, strong: true },
    { view: "tasks", name: t`Tasks`, Icon: IconListCheck, count: views?.tasks },
    { view: "later", name: t`Later`, Icon: IconClock, count: views?.later },
    { view: "drafts", name: t`Drafts`, Icon: IconEdit, count: views?.drafts },
    { view: "starred", name: t`Starred`, Icon: IconStar, count: views?.starred, rare: true },
    { view: "followed", name: t`Followed`, Icon: IconBell, count: views?.followed, rare: true },
  ];
  const shown = all.filter((one) => !one.rare || one.count || (box === "all" && here === one.view));
  return (
    <ul className={css.group}>
      {shown.map(({ view, name, Icon, count, strong }) => (
        <Place
          key={view}
          view={view}
          icon={<Icon size={18} stroke={1.5} />}
          name={name}
          count={count}
          strong={strong ?? false}
        />
      ))}
    </ul>
  );
}
