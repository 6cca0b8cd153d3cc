/** What became of a post, inside its thread: a thin bar, its numbers in words, person by person on demand. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { shownAddress } from "../../lib/format.ts";
import { ProblemBox } from "../../ui/page/Page.tsx";
import { Paged } from "../../ui/page/Paged.tsx";
import { Table, type Column } from "../../ui/page/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { kindOf, moves, settled, slices, total, type Slice } from "./deliveries.ts";
import { useDeliveries, type Delivery } from "./remote.ts";
import css from "./list.module.css";

/** Shows nothing for a conversation from which nothing was posted. */
export function PostDeliveries({ conversation }: { conversation: string }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const rows = useDeliveries(conversation);
  const made = slices(rows.totals);
  const columns = useColumns();
  if (rows.error) return <ProblemBox error={rows.error} onRetry={() => void rows.refetch()} />;
  if (made.length === 0) return null;
  return (
    <section className={css.deliveries} aria-label={t`What became of it`}>
      <Headline totals={rows.totals} />
      <Bar made={made} />
      <Legend made={made} />
      <button
        type="button"
        className={css.toggle}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <IconChevronRight size={16} stroke={1.75} aria-hidden />
        {t`Person by person`}
      </button>
      {open && (
        <Paged
          rows={rows}
          counted={plural(rows.items.length, { one: "# copy shown", other: "# copies shown" })}
          empty={null}
        >
          <Table
            label={t`Person by person`}
            columns={columns}
            rows={rows.items}
            rowKey={(copy) => copy.recipient}
          />
        </Paged>
      )}
    </section>
  );
}

function Headline({ totals }: { totals: Record<string, number> }) {
  const { t } = useLingui();
  const all = total(totals);
  const gone = totals["sent"] ?? 0;
  return (
    <p className={css.headline}>
      <strong>{t`${gone} of ${all}`}</strong>{" "}
      {settled(totals) ? t`copies were accepted` : t`copies have gone out so far`}
    </p>
  );
}

export function Bar({ made }: { made: readonly Slice[] }) {
  const { i18n } = useLingui();
  const words = made.map((slice) => `${i18n._(slice.name)} ${String(slice.count)}`).join(", ");
  return (
    <div className={css.bar} role="img" aria-label={words}>
      {made
        .filter((slice) => slice.count > 0)
        .map((slice) => (
          <i key={slice.key} className={css[slice.ink]} style={{ flexGrow: slice.share }} />
        ))}
    </div>
  );
}

function Legend({ made }: { made: readonly Slice[] }) {
  const { i18n } = useLingui();
  return (
    <ul className={css.legend}>
      {made.map((slice) => (
        <li key={slice.key} title={i18n._(slice.means)}>
          <i className={css[slice.ink]} />
          {i18n._(slice.name)} <b>{slice.count.toLocaleString(i18n.locale)}</b>
        </li>
      ))}
    </ul>
  );
}

function Fate({ copy }: { copy: Delivery }) {
  const { t, i18n } = useLingui();
  const kind = kindOf(copy.state);
  const words = copy.state === "waiting_relay" ? t`waits for a way out` : copy.detail;
  return (
    <span className={css.fate}>
      <span className={css.kind}>
        {kind && <i className={css[kind.ink]} />}
        {kind ? i18n._(kind.name) : copy.state}
      </span>
      {words && <small>{words}</small>}
    </span>
  );
}

function useColumns(): Column<Delivery>[] {
  const { t } = useLingui();
  return [
    {
      key: "to",
      head: t({ message: "To", context: "recipient" }),
      lead: true,
      width: "40%",
      cell: (copy) => <b className={css.address}>{shownAddress(copy.recipient)}</b>,
    },
    {
      key: "what",
      head: t`What became of it`,
      cell: (copy) => <Fate copy={copy} />,
    },
    {
      key: "last",
      head: t`Last`,
      width: "96px",
      align: "end",
      cell: (copy) => !moves(copy.state) && copy.at && <Time at={copy.at} how="stamp" />,
    },
  ];
}
