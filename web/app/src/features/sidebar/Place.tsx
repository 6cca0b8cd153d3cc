/** One line of the sidebar: sign, name, count. */
import type { ReactNode } from "react";
import { Link } from "@tanstack/react-router";
import { cx } from "../../lib/cx.ts";
import css from "./Sidebar.module.css";

interface Props {
  box?: string;
  view: string;
  icon: ReactNode;
  name: string;
  count?: number | undefined;
  /** Heavy while there is something to do. */
  strong?: boolean;
  title?: string;
}

export function Place({ box = "all", view, icon, name, count, strong, title }: Props) {
  return (
    <li>
      <Link
        to="/mail/$box/$view/{-$id}"
        params={{ box, view, id: undefined }}
        className={cx(css.place, strong && count ? css.strong : null)}
        activeProps={{ className: css.here ?? "", "aria-current": "page" }}
        activeOptions={{ exact: false }}
        {...(title ? { title } : {})}
      >
        {icon}
        <span className={css.name}>{name}</span>
        {count ? <span className={css.count}>{count}</span> : null}
      </Link>
    </li>
  );
}
