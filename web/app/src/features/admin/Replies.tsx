/** Saved replies by folder: what each begins with, for whom it is; making, changing, removing. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconMessage2, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import type { SavedReply } from "../../api/types.ts";
import { shownAddress } from "../../lib/format.ts";
import { useAddresses, useMe } from "../../sync/queries.ts";
import { useKeptReplies, useSavedReplies } from "../../sync/shared.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { ProblemBox, Section } from "../../ui/page/Page.tsx";
import { Paged } from "../../ui/page/Paged.tsx";
import { Table, type Column } from "../../ui/page/Table.tsx";
import { toast } from "../../ui/toast.ts";
import { ReplyDialog } from "./ReplyDialog.tsx";
import { whole } from "./whole.ts";
import admin from "./admin.module.css";
import css from "./teams.module.css";

interface Props {
  /** The frame; gets the button that makes a new one. */
  frame: (add: ReactNode, list: ReactNode) => ReactNode;
}

export function Replies({ frame }: Props) {
  const { t } = useLingui();
  const replies = useSavedReplies();
  const items = replies.data ?? [];
  const [edited, setEdited] = useState<SavedReply | "new" | null>(null);
  const { away, error } = useAway();
  const columns = useColumns(setEdited, away);
  const folders = [...new Set(items.map((reply) => reply.folder))].sort();
  const add = (
    <Button look="filled" icon={<IconPlus size={16} />} onClick={() => setEdited("new")}>
      {t`New saved reply`}
    </Button>
  );
  return frame(
    items.length > 0 && add,
    <>
      <p className={admin.lead}>
        {t`Texts you send again and again. In the composer “;” offers them, with names and numbers filled in.`}
      </p>
      {error && <ProblemBox error={error} />}
      <Paged
        rows={whole(replies)}
        counted={plural(items.length, { one: "# saved reply", other: "# saved replies" })}
        empty={
          <Empty icon={<IconMessage2 size={36} stroke={1.2} />} title={t`No saved reply yet`}>
            <p>{t`For example how long a delivery takes, or how to send something back.`}</p>
            {add}
          </Empty>
        }
      >
        {folders.map((folder) => (
          <Section key={folder} title={folder || t`Without folder`}>
            <Table
              label={folder || t`Without folder`}
              columns={columns}
              rows={items.filter((reply) => reply.folder === folder)}
              rowKey={(reply) => reply.id}
            />
          </Section>
        ))}
      </Paged>
      {edited && (
        <ReplyDialog
          reply={edited === "new" ? null : edited}
          folders={folders.filter(Boolean)}
          onClose={() => setEdited(null)}
        />
      )}
    </>,
  );
}

/** Removes one; the toast brings it back. */
function useAway() {
  const { t } = useLingui();
  const { make, remove } = useKeptReplies();
  const away = (reply: SavedReply) => {
    const { name, folder, text, html, for: whom, address } = reply;
    remove.mutate(reply.id, {
      onSuccess: () =>
        toast({
          text: t`“${name}” is removed.`,
          action: {
            label: t`Undo`,
            run: () => make.mutate({ name, folder, text, html, for: whom, address }),
          },
        }),
    });
  };
  return { away, error: remove.error ?? make.error };
}

/** Whom a saved reply is for, in words. */
function useWhom(): (reply: SavedReply) => string {
  const { t } = useLingui();
  return ({ for: whom, address }) =>
    whom === "me" ? t`only me` : whom === "all" ? t`everyone` : shownAddress(address ?? "");
}

/** Whoever manages the address, or the house. */
function useMayChange(): (reply: SavedReply) => boolean {
  const administrator = useMe().data?.role === "administrator";
  const addresses = useAddresses().data?.items ?? [];
  return ({ for: whom, address }) =>
    whom === "me" ||
    administrator ||
    (whom === "address" &&
      addresses.some((one) => one.address === address && one.rights.includes("manage")));
}

function useColumns(
  onEdit: (reply: SavedReply) => void,
  onRemove: (reply: SavedReply) => void,
): Column<SavedReply>[] {
  const { t } = useLingui();
  const whom = useWhom();
  const mayChange = useMayChange();
  return [
    {
      key: "name",
      head: t({ message: "Name", context: "reply" }),
      lead: true,
      width: "28%",
      cell: (reply) =>
        mayChange(reply) ? (
          <button type="button" className={css.textButton} onClick={() => onEdit(reply)}>
            {reply.name}
          </button>
        ) : (
          <b className={css.named}>{reply.name}</b>
        ),
    },
    {
      key: "text",
      head: t`Text`,
      cell: (reply) => <span className={css.first}>{reply.text}</span>,
    },
    { key: "for", head: t`For whom`, width: "22%", cell: whom },
    {
      key: "remove",
      head: "",
      corner: true,
      width: "44px",
      align: "end",
      cell: (reply) =>
        mayChange(reply) && (
          <IconButton label={t`Remove ${reply.name}`} onClick={() => onRemove(reply)}>
            <IconTrash size={18} stroke={1.5} />
          </IconButton>
        ),
    },
  ];
}
