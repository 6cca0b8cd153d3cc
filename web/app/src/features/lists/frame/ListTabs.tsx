/** The places of a list: what was posted, what is sent, who gets it, and how it is run. */
import { useLingui } from "@lingui/react/macro";
import { Link, useLocation } from "@tanstack/react-router";
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
  const here = useLocation().pathname;
  const reads = rights.includes("read") || rights.includes("own");
  const decides = manages || (rights as readonly string[]).includes("moderate");
  const places: [to: string, name: string, whose: boolean][] = [
    ["campaigns", t`Campaigns`, decides],
    ["subscribers", t`Subscribers`, manages],
    ["segments", t`Segments`, manages],
    ["reports", t`Reports`, decides],
    ["archive", t`Archive`, reads],
    ["settings", t({ message: "Settings", context: "list" }), manages],
  ];
  return (
    <Tabs label={t`The list`}>
      {reads && (
        <li>
          <Link to="/mail/$box/$view/{-$id}" params={{ box: id, view: firstView("list") }}>
            {t`Posts`}
          </Link>
        </li>
      )}
      {decides && reads && (
        <li>
          <Link to={listPath(id, "held")}>
            {t`To decide`}
            {held > 0 && <span className={css.count}>{held}</span>}
          </Link>
        </li>
      )}
      {places
        .filter(([, , whose]) => whose)
        .map(([to, name]) => (
          <li key={to}>
            <Link
              to={listPath(id, to)}
              aria-current={to === "subscribers" && here.endsWith("/import") ? "page" : undefined}
            >
              {name}
            </Link>
          </li>
        ))}
    </Tabs>
  );
}
