/** The places of a list: what was posted, what is sent, who gets it, and how it is run. */
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Right } from "../../../api/types.ts";
import { useMe } from "../../../sync/queries.ts";
import { firstView } from "../../../lib/paths.ts";
import { Tabs } from "../../../ui/page/Page.tsx";
import { listPath } from "./path.ts";
import css from "./frame.module.css";

interface Props {
  id: string;
  /** How many posts wait for somebody to decide. */
  held: number;
  rights: readonly Right[];
}

export function ListTabs({ id, held, rights }: Props) {
  const { t } = useLingui();
  const manages = useMe().data?.role === "administrator" || rights.includes("manage");
  const reads = rights.includes("read") || rights.includes("own");
  const places: [to: string, name: string][] = manages
    ? [
        ["campaigns", t`Campaigns`],
        ["subscribers", t`Subscribers`],
        ["segments", t`Segments`],
        ["reports", t`Reports`],
        ["settings", t({ message: "Settings", context: "list" })],
      ]
    : [];
  return (
    <Tabs label={t`The list`}>
      {reads && (
        <li>
          <Link to="/mail/$box/$view/{-$id}" params={{ box: id, view: firstView("list") }}>
            {t`Posts`}
          </Link>
        </li>
      )}
      {held > 0 && (
        <li>
          <Link to={listPath(id, "held")}>
            {t`To decide`}
            <span className={css.count}>{held}</span>
          </Link>
        </li>
      )}
      {places.map(([to, name]) => (
        <li key={to}>
          <Link to={listPath(id, to)}>{name}</Link>
        </li>
      ))}
    </Tabs>
  );
}
