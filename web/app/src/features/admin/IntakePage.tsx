/** The intake ledger: every accepted mail with what became of it; quarantined ones can be tried again. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconMailbox } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { shownAddress, size } from "../../lib/format.ts";
import { mailPath } from "../../lib/paths.ts";
import { Button } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import type { Column } from "../../ui/page/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { Ledger } from "./Ledger.tsx";
import { CHANNELS, DETAILS, isMasked, OUTCOMES } from "./ledger.ts";
import { useIntake, useRetryIntake } from "./remote.ts";
import { SaidChip } from "./SaidChip.tsx";
import type { IntakeRow } from "./types.ts";
import css from "./admin.module.css";

export default function IntakePage() {
  const { t, i18n } = useLingui();
  const [outcome, setOutcome] = useState("");
  const rows = useIntake(outcome);
  const retry = useRetryIntake();
  const count = rows.items.length;
  const choices = [
    { key: "", name: t`All` },
    ...Object.entries(OUTCOMES).map(([key, words]) => ({ key, name: i18n._(words.name) })),
  ];
  const chosen = OUTCOMES[outcome];
  return (
    <Ledger
      lead={
        chosen
          ? i18n._(chosen.means)
          : t`Every mail that was accepted stands here with what became of it. None is ever dropped.`
      }
      filters={{ label: t`Outcome`, choices, chosen: outcome, onChoose: setOutcome }}
      error={retry.error}
      rows={rows}
      counted={plural(count, { one: "# mail, newest first", other: "# mails, newest first" })}
      empty={<NoMail filtered={chosen !== undefined} />}
      table={{
        label: t`Intake`,
        columns: useColumns((id) => retry.mutate(id), retry.isPending),
        lines: rows.items,
      }}
    />
  );
}

function NoMail({ filtered }: { filtered: boolean }) {
  const { t } = useLingui();
  if (filtered)
    return <Empty title={t`None of this kind`}>{t`No mail had this outcome so far.`}</Empty>;
  return (
    <Empty icon={<IconMailbox size={36} stroke={1.2} />} title={t`No mail yet`}>
      {t`As soon as somebody writes to one of your addresses, the mail stands here, with what became of it.`}
    </Empty>
  );
}

function useColumns(onRetry: (id: string) => void, busy: boolean): Column<IntakeRow>[] {
  const { t, i18n } = useLingui();
  return [
    {
      key: "mail",
      head: t`Mail`,
      lead: true,
      cell: (row) => (
        <span className={css.mail}>
          <MailTitle row={row} />
          <small>
            {shownAddress(row.sender) || t`without sender`} → {shownAddress(row.recipient)}
          </small>
        </span>
      ),
    },
    {
      key: "outcome",
      head: t`What became of it`,
      width: "34%",
      cell: (row) => (
        <span className={css.outcome}>
          <SaidChip said={OUTCOMES[row.outcome]} fallback={row.outcome} />
          <Detail detail={row.detail} />
          {row.outcome === "quarantined" && (
            <Button disabled={busy} onClick={() => onRetry(row.id)}>
              {t`Try again`}
            </Button>
          )}
        </span>
      ),
    },
    {
      key: "how",
      head: t`How`,
      width: "110px",
      cell: ({ channel, size: bytes }) => {
        const words = CHANNELS[channel];
        return (
          <span className={css.quiet}>
            {words ? i18n._(words) : channel} · {size(bytes, i18n.locale)}
          </span>
        );
      },
    },
    {
      key: "when",
      head: t`When`,
      width: "120px",
      align: "end",
      cell: (row) => <Time at={row.received_at} how="stamp" />,
    },
  ];
}

function Detail({ detail }: { detail: string }) {
  const { i18n } = useLingui();
  const words = DETAILS[detail];
  return detail && <small>{words ? i18n._(words) : detail}</small>;
}

function MailTitle({ row }: { row: IntakeRow }) {
  const { t } = useLingui();
  const subject =
    row.subject || (isMasked(row.sender) ? t`not for you to read` : t`without subject`);
  if (!row.conversation) return <b>{subject}</b>;
  return <Link to={mailPath({ box: "all", view: "all", id: row.conversation })}>{subject}</Link>;
}
