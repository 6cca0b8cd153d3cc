/** The frame around an address's settings: its sign and name, its tabs, and the place chosen. */
import { useLingui } from "@lingui/react/macro";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Mode } from "../../api/types.ts";
import { shownAddress } from "../../lib/format.ts";
import { firstView } from "../../lib/paths.ts";
import { ModeSign } from "../../ui/ModeSign.tsx";
import { Page, ProblemBox } from "../../ui/page/Page.tsx";
import { TableSkeleton } from "../../ui/page/Table.tsx";
import { AddressTabs } from "./AddressTabs.tsx";
import { MODE_WORDS } from "./modes.ts";
import { useSettings } from "./remote.ts";
import type { Settings } from "./types.ts";
import css from "./admin.module.css";

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
  const { address, name, mode, rights } = settings.data;
  const sees = rights.includes("read") || rights.includes("own");
  return (
    <Page
      title={name || shownAddress(address)}
      sub={`${shownAddress(address)} · ${i18n._(MODE_WORDS[mode].name)}`}
      sign={<ModeSign mode={mode} size={26} />}
      actions={sees && <ToMails id={id} mode={mode} />}
      tabs={<AddressTabs id={id} mode={mode} />}
      narrow
    >
      {children(settings.data)}
    </Page>
  );
}

/** The way back to what arrives here. */
function ToMails({ id, mode }: { id: string; mode: Mode }) {
  const { t } = useLingui();
  return (
    <Link
      className={css.toMails}
      to="/mail/$box/$view/{-$id}"
      params={{ box: id, view: firstView(mode), id: undefined }}
    >
      <IconArrowLeft size={16} stroke={1.5} aria-hidden />
      {mode === "list" ? t`To its posts` : t`To its mails`}
    </Link>
  );
}
