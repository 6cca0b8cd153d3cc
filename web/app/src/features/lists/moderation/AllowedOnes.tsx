/** People outside who may always post, because a moderator said so. */
import { useLingui } from "@lingui/react/macro";
import { shownAddress } from "../../../lib/format.ts";
import { Button } from "../../../ui/Button.tsx";
import { Section } from "../../../ui/page/Page.tsx";
import { Table, type Column } from "../../../ui/page/Table.tsx";
import { Time } from "../../../ui/Time.tsx";
import { useAllowed, useDisallow, type Allowed } from "./remote.ts";

export function AllowedOnes({ list }: { list: string }) {
  const { t } = useLingui();
  const rows = useAllowed(list).data ?? [];
  const away = useDisallow(list);
  if (rows.length === 0) return null;
  const columns: Column<Allowed>[] = [
    { key: "who", head: t`Who`, lead: true, cell: (one) => shownAddress(one.address) },
    { key: "by", head: t`Allowed by`, cell: (one) => one.by ?? "" },
    { key: "at", head: t`Since`, width: "110px", cell: (one) => <Time at={one.at} how="stamp" /> },
    {
      key: "do",
      head: "",
      align: "end",
      width: "110px",
      cell: (one) => (
        <Button
          disabled={away.isPending}
          aria-label={t`No longer: ${one.address}`}
          onClick={() => away.mutate(one.address)}
        >{t`No longer`}</Button>
      ),
    },
  ];
  return (
    <Section
      title={t`May always post`}
      hint={t`Their posts are let through at once, as long as the sender is verified.`}
    >
      <Table
        label={t`May always post`}
        columns={columns}
        rows={rows}
        rowKey={(one) => one.address}
      />
    </Section>
  );
}
