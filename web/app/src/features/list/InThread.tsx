/** What a list adds to a thread: a post that waits for a decision, and what became of its copies. */
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { IconChartBar } from "@tabler/icons-react";
import { Button } from "../../ui/Button.tsx";
import { ProblemBox } from "../../ui/page/Page.tsx";
import { PostDeliveries } from "./PostDeliveries.tsx";
import { useDecide, useHeld, useMailingOf } from "./remote.ts";
import { HELD_WORDS } from "./words.ts";
import css from "./list.module.css";

interface Props {
  conversation: string;
  /** The id of the list. */
  address: string;
}

export default function InThread({ conversation, address }: Props) {
  return (
    <div className={css.inThread}>
      <Waiting conversation={conversation} address={address} />
      <PostDeliveries conversation={conversation} />
      <ReportLink conversation={conversation} address={address} />
    </div>
  );
}

/** One click to all that is known about it, for those who may know it. */
function ReportLink({ conversation, address }: Props) {
  const { t } = useLingui();
  const mailing = useMailingOf(address, conversation).data;
  if (!mailing) return null;
  return (
    <Link className={css.report} to={`/lists/${address}/reports/${mailing}` as string}>
      <IconChartBar size={16} stroke={1.5} aria-hidden />
      {t`See its report`}
    </Link>
  );
}

/** Only those who manage the list are asked; for all others the server answers nothing here. */
function Waiting({ conversation, address }: Props) {
  const { t, i18n } = useLingui();
  const held = useHeld(address).data?.find((one) => one.conversation === conversation);
  const decide = useDecide(address);
  if (!held) return null;
  const words = HELD_WORDS[held.reason];
  return (
    <section className={css.waiting}>
      <p>{t`This post waits: ${words ? i18n._(words) : held.reason}`}</p>
      {decide.error && <ProblemBox error={decide.error} />}
      <Button
        disabled={decide.isPending}
        onClick={() => decide.mutate({ held: held.id, approve: false })}
      >
        {t`Refuse`}
      </Button>
      <Button
        disabled={decide.isPending}
        onClick={() => decide.mutate({ held: held.id, approve: true })}
      >
        {t`Let it through`}
      </Button>
    </section>
  );
}
