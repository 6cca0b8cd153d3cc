/** The answer was held, because something newer came: what happened, both texts, the choice. */
import { useEffect, useRef } from "react";
import { t } from "@lingui/core/macro";
import { useLingui } from "@lingui/react";
import { Trans } from "@lingui/react/macro";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import type { Crossing, Message, Note, Person } from "../../api/types.ts";
import { cx } from "../../lib/cx.ts";
import { compare } from "../../lib/diff.ts";
import { called, clock, firstName } from "../../lib/format.ts";
import { reflow } from "../../lib/reflow.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { useMe, usePeople } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Modal } from "../../ui/forms.ts";
import { Text } from "./Sides.tsx";
import css from "./HeldReply.module.css";

interface Props {
  crossing: Crossing;
  mine: string;
  begun: Date | undefined;
  /** It waited for its time, and was held when that came. */
  waited?: boolean;
  onDiscard: () => void;
  onSend: () => void;
  onEdit: () => void;
}

const isNote = (one: Message | Note): one is Note => !("direction" in one);

export default function HeldReply(props: Props) {
  const { crossing, mine, begun, waited = false, onDiscard, onSend, onEdit } = props;
  useLingui(); // speaks another language as soon as the person does
  useKeys({ s: onSend, e: onEdit, "#": onDiscard });
  const phone = usePhone();
  const me = useMe().data;
  const people = usePeople().data?.items ?? [];
  const { newer, draft } = crossing;
  const authorOf = (one: Message | Note): Person => {
    const colleague = people.find((some) => some.address === one.author);
    if (colleague) return colleague;
    return isNote(one) ? { address: one.author, name: "" } : one.from;
  };
  const theirs = newer.findLast((one): one is Message => !isNote(one) && one.direction === "out");
  const first = theirs ?? newer.at(-1);
  if (!first || !me) return null;
  const actor = authorOf(first);
  const name = firstName(actor);
  const to = draft.to[0] ? called(draft.to[0]) : "";
  const title = titleOf(first, waited, name);
  const asked = newer.filter((one) => one !== theirs);
  const [left, right] = compare(theirs ? reflow(theirs.visible) : "", mine);
  return (
    <Modal.Root
      opened
      onClose={onEdit}
      size={928}
      centered
      radius={phone ? 0 : 14}
      fullScreen={phone}
    >
      <Modal.Overlay />
      <Modal.Content className={css.dialog}>
        <header className={css.head}>
          <Avatar
            person={actor}
            size={40}
            solid={people.some((one) => one.address === actor.address)}
          />
          <div>
            <Modal.Title className={css.title}>{title}</Modal.Title>
            <p className={css.under}>
              {to
                ? t`Your answer to ${to} has not left. It is kept as a draft, word for word, until you choose.`
                : t`Your answer has not left. It is kept as a draft, word for word, until you choose.`}
            </p>
          </div>
          <Modal.CloseButton aria-label={t`Edit mine`} />
        </header>
        <Timeline
          newer={newer}
          begun={begun}
          held={new Date(draft.updated_at)}
          waited={waited}
          nameOf={(one) => firstName(authorOf(one))}
        />
        {asked.map((one) => (
          <Asked key={one.id} one={one} person={authorOf(one)} />
        ))}
        <div className={cx(css.texts, !theirs && css.single)}>
          {theirs && (
            <Text
              who={t`${name} has sent`}
              person={actor}
              pieces={left}
              look="theirs"
              at={theirs.at}
            />
          )}
          <Text who={t`Yours, held`} person={me} pieces={right} look="mine" />
        </div>
        {theirs && (
          <p className={css.legend}>
            <span className={css.both}>{t`in both`}</span>
            <span className={css.theirs}>{t`only in ${name}’s`}</span>
            <span className={css.mine}>{t`only in yours`}</span>
          </p>
        )}
        <footer className={css.foot}>
          <Button
            look="plain"
            icon={<IconTrash size={18} stroke={1.5} />}
            keys="#"
            onClick={onDiscard}
          >
            {t`Discard mine`}
          </Button>
          <span className={css.gap} />
          <Button keys="s" onClick={onSend}>{t`Send anyway`}</Button>
          <Button
            look="filled"
            icon={<IconPencil size={18} stroke={1.5} />}
            keys="e"
            onClick={onEdit}
            data-autofocus
          >
            {t`Edit mine`}
          </Button>
        </footer>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Three keys, wherever the focus is while this floats. */
function useKeys(keys: Record<string, () => void>): void {
  const now = useRef(keys);
  useEffect(() => {
    now.current = keys;
  });
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      const run = now.current[event.key.toLowerCase()];
      if (!run || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      run();
    };
    window.addEventListener("keydown", heard, { capture: true });
    return () => window.removeEventListener("keydown", heard, { capture: true });
  }, []);
}

/** What happened, in one sentence. */
function titleOf(first: Message | Note, waited: boolean, name: string): string {
  if (isNote(first))
    return waited
      ? t`${name} left a note before your answer left`
      : t`${name} left a note while you were writing`;
  if (first.direction === "out")
    return waited
      ? t`${name} answered before your answer left`
      : t`${name} answered while you were writing`;
  return waited
    ? t`${name} wrote again before your answer left`
    : t`${name} wrote again while you were writing`;
}

interface TimelineProps {
  newer: (Message | Note)[];
  waited: boolean;
  begun: Date | undefined;
  held: Date;
  nameOf: (one: Message | Note) => string;
}

function Timeline({ newer, begun, held, waited, nameOf }: TimelineProps) {
  const { i18n } = useLingui();
  const steps = [
    ...(begun ? [{ at: begun.toISOString(), text: t`You began to write`, mine: true }] : []),
    ...newer.slice(-3).map((one) => {
      const name = nameOf(one);
      const text = isNote(one)
        ? t`${name} left a note`
        : one.direction === "out"
          ? t`${name} answered`
          : t`${name} wrote again`;
      return { at: one.at, text, mine: false };
    }),
    {
      at: held.toISOString(),
      text: waited ? t`Its time came, we held it` : t`You pressed Send, we held it`,
      mine: true,
    },
  ].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <ol className={css.timeline}>
      {steps.map((step) => (
        <li key={step.at + step.text} className={cx(step.mine && css.own)}>
          <time dateTime={step.at}>{clock(step.at, i18n.locale)}</time>
          <span>{step.text}</span>
        </li>
      ))}
    </ol>
  );
}

function Asked({ one, person }: { one: Message | Note; person: Person }) {
  const { i18n } = useLingui();
  const at = clock(one.at, i18n.locale);
  const name = firstName(person);
  return (
    <p className={cx(css.asked, isNote(one) && css.note)}>
      <Avatar person={person} size={26} solid={isNote(one)} />
      <b>
        <Trans>
          {name} at {at}
        </Trans>
      </b>
      <span>{isNote(one) ? one.text : one.visible}</span>
    </p>
  );
}
