/** The outbox: what waits to leave and why, what left, what failed; and trying it now. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconMailFast } from "@tabler/icons-react";
import { useState } from "react";
import { shownAddress } from "../../lib/format.ts";
import { useMe } from "../../sync/queries.ts";
import { Button } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import type { Column } from "../../ui/page/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { Ledger } from "./Ledger.tsx";
import { lines, type Line } from "./posts.ts";
import { isMasked, SENDING, stateOf } from "./ledger.ts";
import { NextTry } from "./NextTry.tsx";
import { useOutbox, useRetryOutbox } from "./remote.ts";
import { SaidChip } from "./SaidChip.tsx";
import css from "./admin.module.css";

const SHOWN = ["queued", "waiting_relay", "deferred", "failed", "sent", "cancelled"];

export default function OutboxPage() {
  const { t, i18n } = useLingui();
  const [state, setState] = useState("");
  const rows = useOutbox(state);
  const retry = useRetryOutbox();
  const count = rows.items.length;
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const columns = useColumns({
    onRetry: (id) => retry.mutate(id),
    busy: retry.isPending,
    opened,
    onOpen: (id) => setOpened((now) => toggled(now, id)),
  });
  const choices = [
    { key: "", name: t`All` },
    ...SHOWN.map((key) => ({ key, name: i18n._(SENDING[key]?.name ?? { id: key }) })),
  ];
  const chosen = SENDING[state];
  return (
    <Ledger
      lead={
        chosen
          ? i18n._(chosen.means)
          : t`Every mail you and your colleagues sent: what waits, what has left, what failed. What went to many is one line; open it to see each copy.`
      }
      notice={<NoRelay />}
      filters={{ label: t`State`, choices, chosen: state, onChoose: setState }}
      error={retry.error}
      rows={rows}
      counted={plural(count, { one: "# copy, newest first", other: "# copies, newest first" })}
      empty={<NothingWaits filtered={chosen !== undefined} />}
      table={{
        label: t`Outbox`,
        columns,
        lines: lines(rows.items, stateOf, { opened, more: rows.hasNextPage }),
      }}
    />
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
      title={filtered ? t`None of this kind` : t`Nothing here yet`}
    >
      {t`What you and your colleagues send stands here, with whether the other mail server has taken it over.`}
    </Empty>
  );
}

const CAN_BE_TRIED = new Set(["queued", "deferred", "failed"]);

function toggled(now: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(now);
  if (!next.delete(id)) next.add(id);
  return next;
}

interface Acts {
  onRetry: (id: string) => void;
  busy: boolean;
  opened: ReadonlySet<string>;
  onOpen: (id: string) => void;
}

function useColumns({ onRetry, busy, opened, onOpen }: Acts): Column<Line>[] {
  const { t } = useLingui();
  return [
    {
      key: "mail",
      head: t`Mail`,
      lead: true,
      cell: (line) => (
        <Mail line={line} open={opened.has(line.id)} onOpen={() => onOpen(line.id)} />
      ),
    },
    {
      key: "state",
      head: t`Where it stands`,
      width: "28%",
      cell: (line) => <Standing line={line} />,
    },
    {
      key: "tries",
      head: t`Tries`,
      width: "152px",
      cell: ({ row, totals }) => !totals && <NextTry row={row} />,
    },
    {
      key: "when",
      head: t`Written`,
      width: "104px",
      align: "end",
      cell: ({ row, inner }) => !inner && <Time at={row.created_at} how="stamp" />,
    },
    {
      key: "retry",
      head: "",
      width: "116px",
      align: "end",
      cell: ({ row, totals }) =>
        !totals &&
        CAN_BE_TRIED.has(row.state) && (
          <Button disabled={busy} onClick={() => onRetry(row.id)}>
            {t`Try now`}
          </Button>
        ),
    },
  ];
}

function Mail({ line, open, onOpen }: { line: Line; open: boolean; onOpen: () => void }) {
  const { t } = useLingui();
  const { row, totals, copies, cut, inner } = line;
  if (inner) return <span className={css.innerCopy}>{shownAddress(row.recipient)}</span>;
  const author = row.author
    ? t`${row.author} as ${shownAddress(row.address)}`
    : shownAddress(row.address);
  return (
    <span className={css.mail}>
      <b>
        {row.subject || (isMasked(row.recipient) ? t`not for you to read` : t`without subject`)}
      </b>
      {totals ? (
        <small>
          {author} →{" "}
          <button type="button" className={css.unfold} aria-expanded={open} onClick={onOpen}>
            {cut
              ? t`more than ${copies} recipients`
              : plural(copies, { one: "# recipient", other: "# recipients" })}
          </button>
        </small>
      ) : (
        <small>
          {author} → {shownAddress(row.recipient)}
        </small>
      )}
    </span>
  );
}

function Standing({ line: { row, totals } }: { line: Line }) {
  const { i18n } = useLingui();
  if (totals)
    return (
      <span className={css.outcome}>
        {totals.map(([state, count]) => (
          <span key={state} className={css.counted}>
            <b>{count.toLocaleString(i18n.locale)}</b>{" "}
            <SaidChip said={SENDING[state]} fallback={state} />
          </span>
        ))}
      </span>
    );
  const state = stateOf(row);
  return (
    <span className={css.outcome}>
      <SaidChip said={SENDING[state]} fallback={state} />
      {row.detail && state !== "waiting_relay" && <small>{row.detail}</small>}
    </span>
  );
}
