/** What an empty list says: what will be here. */
import { useLingui } from "@lingui/react/macro";
import { IconInbox } from "@tabler/icons-react";
import { Empty } from "../../ui/Empty.tsx";

interface Props {
  view: string;
  address: string | undefined;
  name: string | undefined;
}

export function Nothing({ view, address }: Props) {
  const { t } = useLingui();
  const texts: Record<string, [string, string]> = {
    mine: [t`You have nothing to do here.`, t`What is given to you appears here.`],
    unassigned: [t`Everything has someone.`, t`New mail that nobody has yet appears here.`],
    later: [t`Nothing is put aside.`, t`What you put aside with “Later” waits here.`],
    closed: [
      t`Nothing is closed yet.`,
      t`Closed conversations stay here and are found by the search.`,
    ],
    mentions: [t`Nobody mentioned you.`, t`Notes with your name appear here.`],
    drafts: [t`No drafts.`, t`What you begin to write is kept here, on every device.`],
  };
  const open: [string, string] = address
    ? [t`Nothing here yet.`, t`As soon as someone writes to ${address}, it is here.`]
    : [t`Nothing is open.`, t`New mail appears here by itself.`];
  const [title, text] = texts[view] ?? open;
  return (
    <Empty icon={<IconInbox size={32} stroke={1.25} />} title={title}>
      {text}
    </Empty>
  );
}
