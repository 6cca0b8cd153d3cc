/** The frame around an address's settings: its sign and name, its tabs, and the place chosen. */
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { ModeSign } from "../../ui/ModeSign.tsx";
import { Page, ProblemBox } from "../../ui/page/Page.tsx";
import { TableSkeleton } from "../../ui/page/Table.tsx";
import { AddressTabs } from "./AddressTabs.tsx";
import { MODE_WORDS } from "./modes.ts";
import { useSettings } from "./remote.ts";
import type { Settings } from "./types.ts";

interface Props {
  id: string;
  children: (settings: Settings) => ReactNode;
}

export function AddressPage({ id, children }: Props) {
  const { t, i18n } = useLingui();
  const settings = useSettings(id);
  if (settings.error)
    return (
      <Page title={t`Settings of the address`} narrow>
        <ProblemBox error={settings.error} onRetry={() => void settings.refetch()} />
      </Page>
    );
  if (!settings.data)
    return (
      <Page title={t`Settings of the address`} narrow>
        <TableSkeleton />
      </Page>
    );
  const { address, name, mode } = settings.data;
  return (
    <Page
      title={name || address}
      sub={`${address} · ${i18n._(MODE_WORDS[mode].name)}`}
      sign={<ModeSign mode={mode} size={26} />}
      tabs={<AddressTabs id={id} mode={mode} />}
      narrow
    >
      {children(settings.data)}
    </Page>
  );
}
