/** The views of one address, with counts of what I may see. */
import { useEffect, useRef, type ReactNode } from "react";
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

/** The views of an address: key, name, and how many wait there. */
export function useTabs({ counts, mode }: Address): [view: string, name: string, count: number][] {
  const { t } = useLingui();
  return mode === "list"
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
}

export function Tabs({ address, view, children }: Props) {
  const { t } = useLingui();
  const tabs = useTabs(address);
  const line = useRef<HTMLElement>(null);
  useEffect(() => {
    // the chosen one may lie where one does not see it
    const here = line.current?.querySelector<HTMLElement>("[aria-current]");
    if (here && line.current) line.current.scrollLeft = here.offsetLeft - 56;
  }, [view]);
  return (
    <div className={css.line}>
      <nav className={css.tabs} aria-label={t`Views`} ref={line}>
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
