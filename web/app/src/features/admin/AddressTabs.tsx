/** The places of one address's settings; a list has its members as well. */
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Tabs } from "../../ui/page/Page.tsx";
import type { Mode } from "../../api/types.ts";

export function AddressTabs({ id, mode }: { id: string; mode: Mode }) {
  const { t } = useLingui();
  const places: { to: string; name: string }[] = [
    { to: "/addresses/$id", name: t`General` },
    { to: "/addresses/$id/people", name: t`People and rights` },
    { to: "/addresses/$id/mode", name: t`Mode` },
    ...(mode === "list"
      ? [{ to: `/lists/${encodeURIComponent(id)}/settings`, name: t`How the list is run` }]
      : []),
  ];
  return (
    <Tabs label={t`Settings of the address`}>
      {places.map(({ to, name }) => (
        <li key={to}>
          <Link to={to} params={{ id }} activeOptions={{ exact: true }}>
            {name}
          </Link>
        </li>
      ))}
    </Tabs>
  );
}
