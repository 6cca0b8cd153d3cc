/** The views of one address, with counts of what I may see. */
import type { ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Address } from "../../api/types.ts";
import { cx } from "../../lib/cx.ts";
import css from "./Pane.module.css";

interface Props {
  address: Address;
  view: string;
  /** Stands at the end of the line. */
  children?: ReactNode;
}

export function Tabs({ address, view, children }: Props) {
  const { t } = useLingui();
  const { counts, mode } = address;
  const tabs: [view: string, name: string, count: number][] =
    mode === "list"
      ? [
          ["all", t`Posts`, 0],
          ["open", t`Open`, counts.open],
          ["mine", t`Mine`, counts.mine],
        ]
      : [
          ["open", t`Open`, counts.open],
          ["mine", t`Mine`, counts.mine],
          ["unassigned", t`Nobody’s`, counts.unassigned],
          ["waiting", t`Waiting`, counts.waiting],
          ["later", t`Later`, 0],
          ["closed", t({ message: "Closed", context: "tab" }), 0],
          ["spam", t`Spam`, 0],
          ["trash", t`Trash`, 0],
        ];
  return (
    <div className={css.line}>
      <nav className={css.tabs} aria-label={t`Views`}>
        {tabs.map(([key, name, count]) => (
          <Link
            key={key}
            to="/mail/$box/$view/{-$id}"
            params={{ box: address.id, view: key, id: undefined }}
            className={cx(css.tab, view === key && css.chosen)}
            aria-current={view === key ? "page" : undefined}
          >
            {name}
            {count > 0 && <span className={css.count}>{count}</span>}
          </Link>
        ))}
      </nav>
      {children}
    </div>
  );
}
