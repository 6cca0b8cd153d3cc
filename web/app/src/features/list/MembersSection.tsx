/** The members of a list: how many, searching, adding by paste, removing. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconSearch, IconTrash, IconUsersPlus } from "@tabler/icons-react";
import { useDeferredValue, useState } from "react";
import { day, exact, shownAddress } from "../../lib/format.ts";
import { useAddresses } from "../../sync/queries.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { TextInput } from "../../ui/forms.ts";
import { ProblemBox, Section } from "../../ui/page/Page.tsx";
import { Paged } from "../../ui/page/Paged.tsx";
import { Table, type Column } from "../../ui/page/Table.tsx";
import { toast } from "../../ui/toast.ts";
import { PasteDialog } from "./PasteDialog.tsx";
import { useAddMembers, useMembers, useRemoveMember, type Member } from "./remote.ts";
import { MEMBER_STATES } from "./words.ts";
import css from "./list.module.css";

export function MembersSection({ id }: { id: string }) {
  const { t } = useLingui();
  const [adding, setAdding] = useState(false);
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim());
  const members = useMembers(id, q);
  const remove = useRemove(id);
  const count = members.items.length;
  const add = (
    <Button look="filled" icon={<IconUsersPlus size={16} />} onClick={() => setAdding(true)}>
      {t`Add subscribers`}
    </Button>
  );
  const nobody = count === 0 && !q && members.isSuccess;
  return (
    <Section title={t`Subscribers`} hint={<Count id={id} />} actions={!nobody && add}>
      {!nobody && (
        <TextInput
          className={css.search}
          leftSection={<IconSearch size={16} stroke={1.5} />}
          placeholder={t`Search name or address`}
          aria-label={t`Search subscribers`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {remove.error && <ProblemBox error={remove.error} />}
      <Paged
        rows={members}
        counted={plural(count, { one: "# shown", other: "# shown" })}
        empty={
          q ? (
            <Empty
              title={t`Nobody found`}
            >{t`No subscriber’s name or address has “${q}” in it.`}</Empty>
          ) : (
            <Empty icon={<IconUsersPlus size={36} stroke={1.2} />} title={t`No subscribers yet`}>
              <p>{t`Subscribers get every post as a copy of their own. They need no account.`}</p>
              {add}
            </Empty>
          )
        }
      >
        <Table
          label={t`Subscribers`}
          columns={useColumns(remove.run)}
          rows={members.items}
          rowKey={(member) => member.address}
        />
      </Paged>
      {adding && <PasteDialog id={id} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function Count({ id }: { id: string }) {
  const { t } = useLingui();
  const list = useAddresses().data?.items.find((one) => one.id === id);
  const count = list?.subscribers;
  if (count === undefined) return t`Everyone who gets the posts of this list.`;
  return plural(count, {
    one: "# person gets the posts of this list.",
    other: "# people get the posts of this list.",
  });
}

function Since({ at }: { at: string }) {
  const { i18n } = useLingui();
  return (
    <time dateTime={at} title={exact(at, i18n.locale)}>
      {day(at, { now: new Date(), language: i18n.locale })}
    </time>
  );
}

/** Takes somebody off the list; the toast brings them back. */
function useRemove(id: string) {
  const { t } = useLingui();
  const remove = useRemoveMember(id);
  const add = useAddMembers(id);
  const run = (member: Member) =>
    remove.mutate(member.address, {
      onSuccess: () =>
        toast({
          text: t`${member.address} gets no more posts.`,
          action: {
            label: t`Undo`,
            run: () => add.mutate([{ address: member.address, name: member.name }]),
          },
        }),
    });
  return { run, error: remove.error ?? add.error };
}

function useColumns(onRemove: (member: Member) => void): Column<Member>[] {
  const { t, i18n } = useLingui();
  return [
    {
      key: "address",
      head: t`Address`,
      lead: true,
      cell: (member) => <b className={css.address}>{shownAddress(member.address)}</b>,
    },
    {
      key: "name",
      head: t({ message: "Name", context: "person" }),
      width: "26%",
      cell: (member) => member.name,
    },
    {
      key: "state",
      head: t`State`,
      width: "18%",
      cell: (member) => {
        const words = MEMBER_STATES[member.state];
        if (!words) return member.state;
        return (
          <span className={css[member.state]} title={i18n._(words.means)}>
            {i18n._(words.name)}
          </span>
        );
      },
    },
    {
      key: "since",
      head: t`Since`,
      width: "116px",
      align: "end",
      cell: (member) => <Since at={member.since} />,
    },
    {
      key: "remove",
      head: "",
      corner: true,
      width: "44px",
      align: "end",
      cell: (member) =>
        member.state !== "unsubscribed" && (
          <IconButton label={t`Remove ${member.address}`} onClick={() => onRemove(member)}>
            <IconTrash size={16} stroke={1.5} />
          </IconButton>
        ),
    },
  ];
}
