/** The outbox: what waits to leave, why, when it is tried next, and trying it now. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconMailFast } from "@tabler/icons-react";
import { useState } from "react";
import { useMe } from "../../sync/queries.ts";
import { Button } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { Filters, ProblemBox } from "../../ui/page/Page.tsx";
import { Paged } from "../../ui/page/Paged.tsx";
import { Table, type Column } from "../../ui/page/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { isMasked, SENDING, stateOf } from "./ledger.ts";
import { NextTry } from "./NextTry.tsx";
import { useOutbox, useRetryOutbox } from "./remote.ts";
import { SaidChip } from "./SaidChip.tsx";
import type { OutboxRow } from "./types.ts";
import css from "./admin.module.css";

const SHOWN = ["queued", "waiting_relay", "deferred", "failed", "sent", "cancelled"];

export default function OutboxPage() {
  const { t, i18n } = useLingui();
  const [state, setState] = useState("");
  const rows = useOutbox(state);
  const retry = useRetryOutbox();
  const count = rows.items.length;
  const choices = [
    { key: "", name: t`All` },
    ...SHOWN.map((key) => ({ key, name: i18n._(SENDING[key]?.name ?? { id: key }) })),
  ];
  const chosen = SENDING[state];
  return (
    <AdminPage>
      <p className={css.lead}>
        {chosen ? i18n._(chosen.means) : t`Every mail on its way out, one line for each recipient.`}
      </p>
      <NoRelay />
      <Filters label={t`State`} choices={choices} chosen={state} onChoose={setState} />
      {retry.error && <ProblemBox error={retry.error} />}
      <Paged
        rows={rows}
        counted={plural(count, { one: "# mail, newest first", other: "# mails, newest first" })}
        empty={<NothingWaits filtered={chosen !== undefined} />}
      >
        <Table
          label={t`Outbox`}
          columns={useColumns((id) => retry.mutate(id), retry.isPending)}
          rows={rows.items}
          rowKey={(row) => row.id}
        />
      </Paged>
    </AdminPage>
  );
}

/** Without a relay nothing can leave the house: said once, above all. */
function NoRelay() {
  const { t } = useLingui();
  const me = useMe();
  if (me.data?.organisation.relay !== false) return null;
  return (
    <p className={css.notice}>
      {t`No mail server for mail to the outside is set (TRIPOST_RELAY). Mail between your own addresses arrives; the rest is kept here and leaves as soon as one is set.`}
    </p>
  );
}

function NothingWaits({ filtered }: { filtered: boolean }) {
  const { t } = useLingui();
  return (
    <Empty
      icon={<IconMailFast size={36} stroke={1.2} />}
      title={filtered ? t`None of this kind` : t`Nothing waits`}
    >
      {t`What you and your colleagues send stands here until the other mail server has taken it over.`}
    </Empty>
  );
}

const CAN_BE_TRIED = new Set(["queued", "deferred", "failed"]);

function useColumns(onRetry: (id: string) => void, busy: boolean): Column<OutboxRow>[] {
  const { t } = useLingui();
  return [
    {
      key: "mail",
      head: t`Mail`,
      lead: true,
      cell: (row) => (
        <span className={css.mail}>
          <b>
            {row.subject || (isMasked(row.recipient) ? t`not for you to read` : t`without subject`)}
          </b>
          <small>
            {row.author ? t`${row.author} as ${row.address}` : row.address} → {row.recipient}
          </small>
        </span>
      ),
    },
    {
      key: "state",
      head: t`Where it stands`,
      width: "28%",
      cell: (row) => {
        const state = stateOf(row);
        return (
          <span className={css.outcome}>
            <SaidChip said={SENDING[state]} fallback={state} />
            {row.detail && state !== "waiting_relay" && <small>{row.detail}</small>}
          </span>
        );
      },
    },
    {
      key: "tries",
      head: t`Tries`,
      width: "152px",
      cell: (row) => <NextTry row={row} />,
    },
    {
      key: "when",
      head: t`Written`,
      width: "104px",
      align: "end",
      cell: (row) => <Time at={row.created_at} how="stamp" />,
    },
    {
      key: "retry",
      head: "",
      width: "116px",
      align: "end",
      cell: (row) =>
        CAN_BE_TRIED.has(row.state) && (
          <Button disabled={busy} onClick={() => onRetry(row.id)}>
            {t`Try now`}
          </Button>
        ),
    },
  ];
}
