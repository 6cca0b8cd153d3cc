/** One domain: how it is used, its DNS records to set, each with a button that copies it. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconTrash } from "@tabler/icons-react";
import { IconButton } from "../../ui/Button.tsx";
import { ProblemBox, Section } from "../../ui/page/Page.tsx";
import { Table, type Column } from "../../ui/page/Table.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { useRemoveDomain } from "./remote.ts";
import type { DnsRecord, Domain } from "./types.ts";
import css from "./admin.module.css";

const KIND_WORDS: Record<Domain["kind"], MessageDescriptor> = {
  split: msg`Group addresses live here; the mailboxes of people are elsewhere.`,
  full: msg`All mail of this domain lives here.`,
};

/** What a record is for, by the server's code or by its type; else the server's own sentence. */
const PURPOSES: Record<string, MessageDescriptor> = {
  mx: msg`So that mail for the domain arrives here.`,
  spf: msg`Says which servers may send for the domain.`,
  dkim: msg`The public key with which others check our signature.`,
  dkim_rsa: msg`The public key with which others check our signature (RSA).`,
  dkim_ed25519: msg`The same with a shorter, newer key (Ed25519).`,
  dmarc: msg`Says what others shall do with forged mail, and where they report it.`,
  autoconfig: msg`So that mail programs find their settings by themselves.`,
};

export function DomainSection({ domain }: { domain: Domain }) {
  const { t, i18n } = useLingui();
  const remove = useRemoveDomain();
  return (
    <Section
      title={domain.name}
      hint={i18n._(KIND_WORDS[domain.kind])}
      actions={
        <IconButton
          label={t`Remove ${domain.name}`}
          disabled={remove.isPending}
          onClick={() => remove.mutate(domain.id)}
        >
          <IconTrash size={18} stroke={1.5} />
        </IconButton>
      }
    >
      {remove.error && <ProblemBox error={remove.error} />}
      <p className={css.hint}>
        {t`Set these records where the domain is managed. Until then mail may not arrive, or be taken for spam.`}
      </p>
      <Table
        label={t`DNS records of ${domain.name}`}
        columns={useColumns()}
        rows={domain.records}
        rowKey={(record) => `${record.type} ${record.name} ${record.value}`}
      />
    </Section>
  );
}

function useColumns(): Column<DnsRecord>[] {
  const { t, i18n } = useLingui();
  const purpose = (record: DnsRecord): string => {
    const words = PURPOSES[record.purpose.toLowerCase()];
    return words ? i18n._(words) : record.purpose;
  };
  return [
    {
      key: "type",
      head: t`Type`,
      width: "64px",
      lead: true,
      cell: (record) => <b className={css.recordType}>{record.type}</b>,
    },
    {
      key: "name",
      head: t({ message: "Name", context: "dns" }),
      width: "26%",
      cell: (record) => <Copied text={record.name} what={t`Copy name`} />,
    },
    {
      key: "value",
      head: t`Value`,
      cell: (record) => <Copied text={record.value} what={t`Copy value`} />,
    },
    { key: "purpose", head: t`What it is for`, width: "28%", cell: purpose },
  ];
}

function Copied({ text, what }: { text: string; what: string }) {
  return (
    <span className={css.copied}>
      <code title={text}>{text}</code>
      <CopyButton text={text} label={what} />
    </span>
  );
}
