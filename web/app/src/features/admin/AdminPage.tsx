/** The frame of the administration: its name and its places. */
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Page, Tabs } from "../../ui/page/Page.tsx";

interface Props {
  actions?: ReactNode;
  children: ReactNode;
}

export function AdminPage({ actions, children }: Props) {
  const { t } = useLingui();
  const places: { to: string; name: string }[] = [
    { to: "/admin", name: t`Addresses` },
    { to: "/admin/domains", name: t`Domains` },
    { to: "/admin/people", name: t`People` },
    { to: "/admin/teams", name: t`Teams` },
    { to: "/admin/statuses", name: t`Statuses` },
    { to: "/admin/replies", name: t`Saved replies` },
    { to: "/admin/intake", name: t`Intake` },
    { to: "/admin/outbox", name: t`Outbox` },
    { to: "/admin/suppressions", name: t`Not written to` },
    { to: "/admin/audit", name: t`Audit` },
  ];
  return (
    <Page
      title={t`Administration`}
      actions={actions}
      tabs={
        <Tabs label={t`Administration`}>
          {places.map(({ to, name }) => (
            <li key={to}>
              <Link to={to} activeOptions={{ exact: true }}>
                {name}
              </Link>
            </li>
          ))}
        </Tabs>
      }
    >
      {children}
    </Page>
  );
}
