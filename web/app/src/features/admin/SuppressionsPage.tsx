/** Whom nothing is sent to any more, why, and writing to them again. */
import { plural } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconMailOff, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { shownAddress } from "../../lib/format.ts";
import { useSettled } from "../../lib/useSettled.ts";
import { Button } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { TextInput } from "../../ui/forms.ts";
import { ProblemBox } from "../../ui/page/Page.tsx";
import { Paged } from "../../ui/page/Paged.tsx";
import { Table, type Column } from "../../ui/page/Table.tsx";
import { toast } from "../../ui/toast.ts";
import { Time } from "../../ui/Time.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { useLiftSuppression, useSuppressions } from "./remote.ts";
import type { Suppression } from "./types.ts";
import css from "./admin.module.css";

const REASONS: Record<string, MessageDescriptor> = {
  bounce: msg`The mailbox is not there: mails came back for good.`,
  complaint: msg`Reported a mail as spam. Answers still go out, mailings do not.`,
  hand: msg`One of you has stopped it.`,
};

export default function SuppressionsPage() {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const q = useSettled(text.trim(), 200);
  const rows = useSuppressions(q);
  const lift = useLiftSuppression();
  const count = rows.items.length;
  const again = ({ address }: Suppression) =>
    lift.mutate(address, {
      onSuccess: () => toast({ text: t`${shownAddress(address)} gets mail again.` }),
    });
  return (
    <AdminPage>
      <p className={css.lead}>
        {t`Nothing is sent to these addresses, so that other servers keep trusting this one.`}
      </p>
      {(count > 0 || q) && (
        <TextInput
          mb="md"
          maw={420}
          leftSection={<IconSearch size={16} stroke={1.5} />}
          placeholder={t`Search addresses`}
          aria-label={t`Search addresses`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {lift.error && <ProblemBox error={lift.error} />}
      <Paged
        rows={rows}
        counted={plural(count, { one: "# address", other: "# addresses" })}
        empty={
          q ? (
            <Empty title={t`None found`}>{t`No such address is kept from mail.`}</Empty>
          ) : (
            <Empty icon={<IconMailOff size={36} stroke={1.2} />} title={t`Everybody is written to`}>
              {t`An address comes here by itself when its mailbox is gone, or when somebody reports a mail as spam.`}
            </Empty>
          )
        }
      >
        <Table
          label={t`Not written to`}
          columns={useColumns(again, lift.isPending)}
          rows={rows.items}
          rowKey={({ address }) => address}
        />
      </Paged>
    </AdminPage>
  );
}

function useColumns(onAgain: (one: Suppression) => void, busy: boolean): Column<Suppression>[] {
  const { t, i18n } = useLingui();
  return [
    {
      key: "address",
      head: t`Address`,
      lead: true,
      width: "30%",
      cell: (one) => <b>{shownAddress(one.address)}</b>,
    },
    {
      key: "reason",
      head: t`Why`,
      cell: (one) => i18n._(REASONS[one.reason] ?? { id: one.reason }),
    },
    {
      key: "at",
      head: t`Since`,
      width: "116px",
      align: "end",
      cell: (one) => one.at && <Time at={one.at} />,
    },
    {
      key: "again",
      head: "",
      width: "150px",
      align: "end",
      cell: (one) => (
        <Button look="plain" disabled={busy} onClick={() => onAgain(one)}>
          {t`Write again`}
        </Button>
      ),
    },
  ];
}
