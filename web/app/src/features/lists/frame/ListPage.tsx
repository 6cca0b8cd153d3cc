/** The frame around a list's own pages: its sign and name, its tabs, and the place chosen. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Address } from "../../../api/types.ts";
import { shownAddress } from "../../../lib/format.ts";
import { useAddresses } from "../../../sync/queries.ts";
import { ModeSign } from "../../../ui/ModeSign.tsx";
import { Page, ProblemBox } from "../../../ui/page/Page.tsx";
import { TableSkeleton } from "../../../ui/page/Table.tsx";
import { ListTabs } from "./ListTabs.tsx";
import { NoList } from "./NoList.tsx";
import { useListParams } from "./path.ts";

interface Props {
  actions?: ReactNode;
  children: (list: Address) => ReactNode;
}

/** `/lists/$address/…`: the id of the list stands in the path. */
export function ListPage({ actions, children }: Props) {
  const { t } = useLingui();
  const { address: id = "" } = useListParams();
  const addresses = useAddresses();
  const list = addresses.data?.items.find((one) => one.id === id && one.mode === "list");
  if (addresses.error)
    return (
      <Page title={t`List`}>
        <ProblemBox error={addresses.error} onRetry={() => void addresses.refetch()} />
      </Page>
    );
  if (!addresses.data)
    return (
      <Page title={t`List`}>
        <TableSkeleton />
      </Page>
    );
  if (!list) return <NoList />;
  return (
    <Page
      title={list.name || shownAddress(list.address)}
      sub={<Sub list={list} />}
      sign={<ModeSign mode="list" size={26} />}
      actions={actions}
      tabs={<ListTabs id={list.id} held={list.held ?? 0} rights={list.rights} />}
    >
      {children(list)}
    </Page>
  );
}

function Sub({ list }: { list: Address }) {
  const shown = shownAddress(list.address);
  if (list.subscribers === undefined) return shown;
  const people = plural(list.subscribers, { one: "# subscriber", other: "# subscribers" });
  return `${shown} · ${people}`;
}
