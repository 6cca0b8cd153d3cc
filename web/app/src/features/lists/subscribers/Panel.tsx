/** One subscriber beside the table: details, consent, the last mailings, and what can be done. */
import { useLingui } from "@lingui/react/macro";
import { IconX } from "@tabler/icons-react";
import { useEffect, useRef, type ReactNode } from "react";
import type { Address } from "../../../api/types.ts";
import { day, exact, shownAddress } from "../../../lib/format.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { IconButton } from "../../../ui/Button.tsx";
import { Chip } from "../../../ui/Chip.tsx";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { TableSkeleton } from "../../../ui/page/Table.tsx";
import type { Attribute, SubscriberDetail } from "../types.ts";
import { Acts } from "./Acts.tsx";
import { Consents, Sends } from "./Story.tsx";
import { Details } from "./Details.tsx";
import { useSubscriber } from "./remote.ts";
import { SOURCES, STATES } from "./words.ts";
import css from "./panel.module.css";

interface Props {
  list: Address;
  address: string;
  attributes: readonly Attribute[];
  onClose: () => void;
}

export function Panel({ list, address, attributes, onClose }: Props) {
  const { t } = useLingui();
  const box = useRef<HTMLElement>(null);
  const found = useSubscriber(list.id, address);
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    return () =>
      document
        .querySelector<HTMLElement>(`[data-subscriber="${CSS.escape(address)}"]`)
        ?.focus({ preventScroll: true });
  }, [address]);
  return (
    <aside
      ref={box}
      role="dialog"
      aria-label={t`Subscriber ${shownAddress(address)}`}
      tabIndex={-1}
      className={css.panel}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <Head address={address} found={found.data}>
        <IconButton label={t`Close`} onClick={onClose}>
          <IconX size={18} stroke={1.5} />
        </IconButton>
      </Head>
      {found.isPending && <TableSkeleton rows={4} />}
      {found.error && <ProblemBox error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <>
          <Acts list={list} subscriber={found.data} onGone={onClose} />
          <Details
            key={`${found.data.address} ${JSON.stringify(found.data.attributes)}`}
            list={list}
            subscriber={found.data}
            attributes={attributes}
          />
          <Consents list={list} subscriber={found.data} />
          <Sends sends={found.data.sends} />
        </>
      )}
    </aside>
  );
}

interface HeadProps {
  address: string;
  found: SubscriberDetail | undefined;
  children: ReactNode;
}

function Head({ address, found, children }: HeadProps) {
  const { t, i18n } = useLingui();
  const source = found && SOURCES[found.source];
  const since = found && day(found.since, { now: new Date(), language: i18n.locale });
  return (
    <header className={css.head}>
      <Avatar person={{ address, name: found?.name ?? "" }} size={40} />
      <div className={css.who}>
        <h2>{found?.name || shownAddress(address)}</h2>
        {found?.name && <p>{shownAddress(address)}</p>}
        {found && (
          <p title={exact(found.since, i18n.locale)}>
            {t`Since ${since}`}
            {source && ` · ${i18n._(source)}`}
          </p>
        )}
        {found && found.state !== "active" && (
          <p>
            <Chip look={found.state === "bouncing" ? "danger" : "ground"}>
              {i18n._(STATES[found.state].name)}
            </Chip>{" "}
            {i18n._(STATES[found.state].means)}
          </p>
        )}
      </div>
      {children}
    </header>
  );
}
