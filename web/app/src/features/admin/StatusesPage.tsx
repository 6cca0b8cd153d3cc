/** Own names over the fixed types of state: "ordered" is still waiting, only said more precisely. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import {
  IconArrowDown,
  IconArrowUp,
  IconFlag,
  IconPencil,
  IconPlus,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import type { Status } from "../../api/types.ts";
import { ink } from "../../lib/tone.ts";
import { useKeptStatuses, useStatuses } from "../../sync/shared.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { ProblemBox } from "../../ui/page/Page.tsx";
import { Paged } from "../../ui/page/Paged.tsx";
import { Table, type Column } from "../../ui/page/Table.tsx";
import { toast } from "../../ui/toast.ts";
import { AdminPage } from "./AdminPage.tsx";
import { StatusDialog } from "./StatusDialog.tsx";
import { inOrder, TYPE_WORDS } from "./statuses.ts";
import { whole } from "./whole.ts";
import admin from "./admin.module.css";
import css from "./teams.module.css";

export default function StatusesPage() {
  const { t } = useLingui();
  const statuses = useStatuses();
  const items = statuses.data ?? [];
  const { make, change, remove } = useKeptStatuses();
  const [edited, setEdited] = useState<Status | "new" | null>(null);
  const move = (status: Status, by: 1 | -1) => {
    for (const one of inOrder(items, status.id, by)) change.mutate(one);
  };
  const away = (status: Status) =>
    remove.mutate(status.id, {
      onSuccess: () =>
        toast({
          text: t`“${status.name}” is removed. What had it keeps its type.`,
          action: {
            label: t`Undo`,
            run: () => make.mutate({ name: status.name, type: status.type, tone: status.tone }),
          },
        }),
    });
  const add = (
    <Button look="filled" icon={<IconPlus size={16} />} onClick={() => setEdited("new")}>
      {t`New status`}
    </Button>
  );
  const error = change.error ?? remove.error ?? make.error;
  return (
    <AdminPage actions={items.length > 0 && add}>
      <p className={admin.lead}>
        {t`Names of your own over the fixed types. The type decides what happens: where a conversation is counted, and whether an answer wakes it.`}
      </p>
      {error && <ProblemBox error={error} />}
      <Paged
        rows={whole(statuses)}
        counted={plural(items.length, { one: "# status", other: "# statuses" })}
        empty={
          <Empty icon={<IconFlag size={36} stroke={1.2} />} title={t`No status of your own`}>
            <p>{t`Open, waiting and closed are enough for most. Add one where you say more, such as “Ordered”, which is waiting.`}</p>
            {add}
          </Empty>
        }
      >
        <Table
          label={t`Statuses`}
          columns={useColumns(items, { onEdit: setEdited, onMove: move, onRemove: away })}
          rows={items}
          rowKey={(status) => status.id}
        />
      </Paged>
      {edited && (
        <StatusDialog status={edited === "new" ? null : edited} onClose={() => setEdited(null)} />
      )}
    </AdminPage>
  );
}

interface Acts {
  onEdit: (status: Status) => void;
  onMove: (status: Status, by: 1 | -1) => void;
  onRemove: (status: Status) => void;
}

const ICON = { size: 18, stroke: 1.5 };

function useColumns(all: readonly Status[], acts: Acts): Column<Status>[] {
  const { t, i18n } = useLingui();
  return [
    {
      key: "name",
      head: t`Status`,
      lead: true,
      width: "30%",
      cell: (status) => (
        <span className={css.named}>
          <i className={css.dot} style={{ background: ink(status.tone) }} />
          {status.name}
        </span>
      ),
    },
    {
      key: "type",
      head: t`Is a kind of`,
      cell: (status) => {
        const words = TYPE_WORDS[status.type];
        return words ? `${i18n._(words.name)}: ${i18n._(words.means)}` : status.type;
      },
    },
    {
      key: "do",
      head: "",
      width: "148px",
      align: "end",
      cell: (status) => (
        <span className={css.end}>
          <IconButton
            label={t`${status.name} up`}
            disabled={all[0] === status}
            onClick={() => acts.onMove(status, -1)}
          >
            <IconArrowUp {...ICON} />
          </IconButton>
          <IconButton
            label={t`${status.name} down`}
            disabled={all.at(-1) === status}
            onClick={() => acts.onMove(status, 1)}
          >
            <IconArrowDown {...ICON} />
          </IconButton>
          <IconButton label={t`Change ${status.name}`} onClick={() => acts.onEdit(status)}>
            <IconPencil {...ICON} />
          </IconButton>
          <IconButton label={t`Remove ${status.name}`} onClick={() => acts.onRemove(status)}>
            <IconTrash {...ICON} />
          </IconButton>
        </span>
      ),
    },
  ];
}
