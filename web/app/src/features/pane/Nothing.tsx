/** What an empty list says: what will be here. */
import { useLingui } from "@lingui/react/macro";
import { IconInbox, IconSpeakerphone } from "@tabler/icons-react";
import type { Address } from "../../api/types.ts";
import { newMail } from "../../commands/newMail.ts";
import { scene } from "../../commands/scene.ts";
import { useCommand } from "../../commands/useCommand.ts";
import { useAddresses } from "../../sync/queries.ts";
import { Button } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";

interface Props {
  view: string;
  address: string | undefined;
}

export function Nothing({ view, address }: Props) {
  const { t } = useLingui();
  const list = useAddresses().data?.items.find((one) => one.address === address);
  if (list?.mode === "list" && view === "all") return <NoPost list={list} />;
  const texts: Record<string, [string, string]> = {
    mine: [t`You have nothing to do here.`, t`What is given to you appears here.`],
    unassigned: [t`Everything has someone.`, t`New mail that nobody has yet appears here.`],
    later: [t`Nothing is put aside.`, t`What you put aside with “Later” waits here.`],
    closed: [
      t`Nothing is closed yet.`,
      t`Closed conversations stay here and are found by the search.`,
    ],
    mentions: [t`Nobody mentioned you.`, t`Notes with your name appear here.`],
    waiting: [t`Nothing waits for an answer.`, t`What you wait for from outside stands here.`],
    due: [t`Nothing is due.`, t`What must be done by a certain time stands here, the next on top.`],
    followed: [
      t`You follow nothing.`,
      t`What you follow with W appears here when something happens.`,
    ],
    starred: [t`Nothing is starred.`, t`A star is yours alone: set it with S.`],
    spam: [t`No spam.`, t`What is marked as spam lies here, out of all other lists.`],
    trash: [t`The trash is empty.`, t`What you throw away lies here and can be taken back.`],
    drafts: [t`No drafts.`, t`What you begin to write is kept here, on every device.`],
  };
  const open: [string, string] = address
    ? [t`Nothing here yet.`, t`As soon as someone writes to ${address}, it is here.`]
    : [t`Nothing is open.`, t`New mail appears here by itself.`];
  const found: [string, string] = [
    t`Nothing fits this view.`,
    t`What fits appears here by itself.`,
  ];
  const [title, text] = texts[view] ?? (view.startsWith("saved:") ? found : open);
  return (
    <Empty icon={<IconInbox size={32} stroke={1.25} />} title={title}>
      {text}
    </Empty>
  );
}

/** A list begins with what is sent to it; before that with those who get it. */
function NoPost({ list }: { list: Address }) {
  const { t } = useLingui();
  const write = useCommand(newMail);
  const nobody = list.subscribers === 0;
  return (
    <Empty icon={<IconSpeakerphone size={32} stroke={1.25} />} title={t`No post yet.`}>
      <p>
        {nobody
          ? t`Nobody gets its posts yet.`
          : t`What is posted here goes to all its subscribers.`}
      </p>
      {nobody && list.rights.includes("manage") ? (
        <Button onClick={() => scene.get().go(`/addresses/${encodeURIComponent(list.id)}/members`)}>
          {t`Add subscribers`}
        </Button>
      ) : (
        <Button onClick={write.run}>{t`Write the first post`}</Button>
      )}
    </Empty>
  );
}
