/** What a list knows of its subscribers besides address and name. */
import { useLingui } from "@lingui/react/macro";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Button } from "../../../ui/Button.tsx";
import { ProblemBox, Section } from "../../../ui/page/Page.tsx";
import { Table, type Column } from "../../../ui/page/Table.tsx";
import { toast } from "../../../ui/toast.ts";
import { KINDS } from "../importing/words.ts";
import { useAttributes, useKeptAttributes } from "../remote.ts";
import type { Attribute } from "../types.ts";
import { AttributeDialog } from "./AttributeDialog.tsx";
import { RowActs } from "./RowActs.tsx";
import css from "./segments.module.css";

export function Attributes({ id }: { id: string }) {
  const { t } = useLingui();
  const found = useAttributes(id);
  const { add, remove } = useKeptAttributes(id);
  const [open, setOpen] = useState<Attribute | "new" | null>(null);
  const gone = (one: Attribute) =>
    remove.mutate(one.key, {
      onSuccess: () =>
        toast({
          text: t`“${one.label}” is removed.`,
          action: { label: t`Undo`, run: () => add.mutate(one) },
        }),
    });
  const rows = found.data ?? [];
  const error = found.error ?? remove.error ?? add.error;
  const columns = useColumns(setOpen, gone);
  return (
    <Section
      title={t`What you know of subscribers`}
      hint={t`Own attributes, such as city or customer number: for segments, and as variables in campaigns.`}
      actions={
        <Button icon={<IconPlus size={16} aria-hidden />} onClick={() => setOpen("new")}>
          {t`New attribute`}
        </Button>
      }
    >
      {error && <ProblemBox error={error} />}
      {rows.length > 0 && (
        <Table label={t`Attributes`} columns={columns} rows={rows} rowKey={({ key }) => key} />
      )}
      {found.data?.length === 0 && (
        <p className={css.quiet}>{t`None yet. A file you take in can bring its own, too.`}</p>
      )}
      {open && (
        <AttributeDialog
          id={id}
          attribute={open === "new" ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </Section>
  );
}

function useColumns(
  onOpen: (one: Attribute) => void,
  onGone: (one: Attribute) => void,
): Column<Attribute>[] {
  const { t, i18n } = useLingui();
  return [
    {
      key: "label",
      head: t({ message: "Name", context: "attribute" }),
      lead: true,
      width: "26%",
      cell: (one) => <b className={css.strong}>{one.label}</b>,
    },
    {
      key: "kind",
      head: t`Kind`,
      cell: (one) =>
        one.kind === "choice"
          ? `${i18n._(KINDS.choice)}: ${one.choices.join(", ")}`
          : i18n._(KINDS[one.kind]),
    },
    {
      key: "key",
      head: t`In campaigns`,
      width: "22%",
      cell: (one) => <code className={css.code}>{`{{attr.${one.key}}}`}</code>,
    },
    {
      key: "asked",
      head: t`Asked`,
      width: "14%",
      cell: (one) => (one.asked ? t`when signing up` : t`no`),
    },
    {
      key: "acts",
      head: "",
      width: "76px",
      align: "end",
      corner: true,
      cell: (one) => (
        <RowActs name={one.label} onChange={() => onOpen(one)} onRemove={() => onGone(one)} />
      ),
    },
  ];
}
