/** Person by person: what became of each copy, in words, with the code that was said. */
import { useState } from "react";
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconDownload } from "@tabler/icons-react";
import { shownAddress } from "../../../lib/format.ts";
import { Empty } from "../../../ui/Empty.tsx";
import { TextInput } from "../../../ui/forms.ts";
import { Filters, Section } from "../../../ui/page/Page.tsx";
import { Paged } from "../../../ui/page/Paged.tsx";
import { Table, type Column } from "../../../ui/page/Table.tsx";
import { Time } from "../../../ui/Time.tsx";
import { FATE, FILTERS, happened, inWords } from "./fates.ts";
import { tableOf, useRecipients, type Mailing, type Recipient } from "./remote.ts";
import type { Totals } from "./totals.ts";
import css from "./report.module.css";

export function Recipients({ mailing }: { mailing: Mailing }) {
  const { t, i18n } = useLingui();
  const [state, setState] = useState("");
  const [q, setQ] = useState("");
  const rows = useRecipients(mailing.id, state, q.trim());
  const columns = useColumns(rows.items.some(explains));
  const choices = FILTERS.filter(
    ({ key }) => key === "" || key === state || counted(mailing.totals, key) > 0,
  ).map(({ key, name }) => {
    const count = key ? counted(mailing.totals, key) : mailing.totals.recipients;
    return { key, name: `${i18n._(name)} ${count.toLocaleString(i18n.locale)}` };
  });
  return (
    <Section
      title={t`Person by person`}
      actions={
        <a className={css.download} href={tableOf(mailing.id)} download>
          <IconDownload size={16} stroke={1.5} aria-hidden />
          {t`As a table (CSV)`}
        </a>
      }
    >
      <Filters label={t`What became of it`} choices={choices} chosen={state} onChoose={setState} />
      <TextInput
        className={css.search}
        type="search"
        aria-label={t`Search recipients`}
        placeholder={t`Search an address …`}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      <Paged
        rows={rows}
        counted={plural(rows.items.length, { one: "# copy shown", other: "# copies shown" })}
        empty={
          <Empty title={t`Nobody here`}>
            {mailing.totals.recipients === 0 ? t`The recipients are being chosen.` : ""}
          </Empty>
        }
      >
        <Table
          label={t`Person by person`}
          columns={columns}
          rows={rows.items}
          rowKey={(one) => one.address}
        />
      </Paged>
    </Section>
  );
}

/** `failed` of the totals holds what came back, the filter does not. */
function counted(totals: Totals, key: string): number {
  if (key === "failed") return Math.max(0, totals.failed - totals.bounced);
  return totals[key as keyof Totals];
}

/** Where all went well nothing is to be explained, and no column stands empty. */
function useColumns(explained: boolean): Column<Recipient>[] {
  const { t } = useLingui();
  const columns: Column<Recipient>[] = [
    {
      key: "to",
      head: t({ message: "To", context: "recipient" }),
      lead: true,
      width: "36%",
      cell: (one) => (
        <span className={css.person}>
          <b>{shownAddress(one.address)}</b>
          {one.name && <small>{one.name}</small>}
        </span>
      ),
    },
    {
      key: "what",
      head: t`What became of it`,
      ...(explained && { width: "24%" }),
      cell: (one) => <Fate one={one} />,
    },
    { key: "words", head: t`In words`, cell: (one) => <Words one={one} /> },
    {
      key: "last",
      head: t`Last`,
      width: "96px",
      align: "end",
      cell: (one) => one.at && <Time at={one.at} how="stamp" />,
    },
  ];
  return explained ? columns : columns.filter(({ key }) => key !== "words");
}

function explains(one: Recipient): boolean {
  return one.state !== "sent" && one.state !== "waiting";
}

function Fate({ one }: { one: Recipient }) {
  const { i18n } = useLingui();
  const keys = [...happened(one).filter((key) => key !== "bounced"), one.state];
  return (
    <span className={css.fates}>
      {keys.map((key) => {
        const fate = FATE[key];
        return (
          <span key={key}>
            <i className={css[fate?.ink ?? "grey"]} aria-hidden />
            {fate ? i18n._(fate.name) : key}
          </span>
        );
      })}
    </span>
  );
}

function Words({ one }: { one: Recipient }) {
  const { i18n } = useLingui();
  const words = inWords(one.code);
  if (!explains(one)) return null;
  const said = [
    one.code,
    one.detail.startsWith(one.code) ? one.detail.slice(one.code.length) : one.detail,
  ]
    .map((text) => text.trim())
    .filter(Boolean)
    .join(" ");
  return (
    <span className={css.said}>
      {words && <span>{i18n._(words)}</span>}
      {said && <small>{said}</small>}
    </span>
  );
}
