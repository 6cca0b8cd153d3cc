/** The mail domains: adding one, and the DNS records each needs, with what they are for. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconPlus, IconWorld } from "@tabler/icons-react";
import { useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { Paged } from "../../ui/page/Paged.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { DomainDialog } from "./DomainDialog.tsx";
import { DomainSection } from "./DomainSection.tsx";
import { useDomains } from "./remote.ts";

export default function DomainsPage() {
  const { t } = useLingui();
  const [adding, setAdding] = useState(false);
  const domains = useDomains();
  const count = domains.items.length;
  const add = (
    <Button look="filled" icon={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t`Add domain`}
    </Button>
  );
  return (
    <AdminPage actions={count > 0 && add}>
      <Paged
        rows={domains}
        counted={plural(count, { one: "# domain", other: "# domains" })}
        empty={
          <Empty icon={<IconWorld size={36} stroke={1.2} />} title={t`No domain yet`}>
            <p>{t`Addresses live in a domain, for example acme.example. Its DNS records will be shown here.`}</p>
            {add}
          </Empty>
        }
      >
        {domains.items.map((domain) => (
          <DomainSection key={domain.id} domain={domain} />
        ))}
      </Paged>
      {adding && <DomainDialog onClose={() => setAdding(false)} />}
    </AdminPage>
  );
}
