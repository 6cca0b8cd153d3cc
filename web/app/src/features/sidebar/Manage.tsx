/** The way to what administrators do; the pages themselves are loaded when opened. */
import { useLingui } from "@lingui/react/macro";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import css from "./Sidebar.module.css";

export function Manage() {
  const { t } = useLingui();
  return (
    <ul className={css.group}>
      <li>
        <Link
          to={"/admin" as "/"}
          className={css.place}
          activeProps={{ className: css.here ?? "", "aria-current": "page" }}
        >
          <IconAdjustmentsHorizontal size={18} stroke={1.5} />
          <span className={css.name}>{t`Administration`}</span>
        </Link>
      </li>
    </ul>
  );
}
