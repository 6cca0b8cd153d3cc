/** One mail: folded to a line, or whole with its files, quoted text one click away. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconRobot } from "@tabler/icons-react";
import type { Message } from "../../api/types.ts";
import { cx } from "../../lib/cx.ts";
import { called, local } from "../../lib/format.ts";
import { usePeople } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Time } from "../../ui/Time.tsx";
import { Files } from "./Files.tsx";
import { HtmlMail } from "./HtmlMail.tsx";
import { MailMenu } from "./MailMenu.tsx";
import { SendingLine } from "./SendingLine.tsx";
import { TextMail } from "./TextMail.tsx";
import css from "./Thread.module.css";

interface Props {
  message: Message;
  conversation: string;
  /** Open from the start. */
  begins: boolean;
}

export function MailCard({ message, conversation, begins }: Props) {
  const [open, setOpen] = useState(begins);
  const people = usePeople().data?.items ?? [];
  const author = people.find((one) => one.address === message.author);
  const ours = message.direction === "out";
  const who = author ?? message.from;
  const className = cx(css.card, ours && css.ours);
  if (!open)
    return (
      <button type="button" className={cx(className, css.folded)} onClick={() => setOpen(true)}>
        <Avatar person={who} size={20} solid={ours} />
        <b>{called(who)}</b>
        <span className={css.line}>{message.visible.replace(/\s+/g, " ")}</span>
        <Time at={message.at} how="stamp" />
      </button>
    );
  return (
    <section className={className} data-open aria-label={called(who)}>
      <header className={css.cardHead}>
        <button type="button" className={css.fold} onClick={() => setOpen(false)}>
          <Avatar person={who} size={32} solid={ours} />
          <span className={css.from}>
            <span>
              <b>{called(who)}</b> <small>{message.from.name !== "" && message.from.address}</small>
            </span>
            <Recipients message={message} />
          </span>
        </button>
        <Time at={message.at} how="stamp" />
        <MailMenu message={message} conversation={conversation} />
      </header>
      <Warnings message={message} />
      {message.has_html && !ours ? <HtmlMail message={message} /> : <TextMail message={message} />}
      <Files files={message.attachments.filter((file) => !file.inline)} />
      {message.sending && <SendingLine sending={message.sending} />}
    </section>
  );
}

function Recipients({ message }: { message: Message }) {
  const { t } = useLingui();
  const names = (people: Message["to"]) =>
    people.map((one) => one.name || `${local(one.address)}@`).join(", ");
  const to = names(message.to);
  const cc = names(message.cc);
  const all = [...message.to, ...message.cc].map((one) => one.address).join(", ");
  return <small title={all}>{cc ? t`to ${to}, cc ${cc}` : t`to ${to}`}</small>;
}

function Warnings({ message }: { message: Message }) {
  const { t } = useLingui();
  const words: Record<string, string> = {
    stranger: t`This person was not part of the conversation before.`,
    "display-name-address": t`The name shows another address than the mail came from.`,
  };
  const lines = message.warnings.map((code) => words[code]).filter(Boolean);
  if (message.verified === false && message.direction === "in")
    lines.push(t`The sender’s domain does not confirm this mail.`);
  return (
    <>
      {message.automatic && (
        <p className={css.hint}>
          <IconRobot size={16} stroke={1.5} aria-hidden />
          {t`Written by a machine; nobody waits for an answer.`}
        </p>
      )}
      {lines.map((line) => (
        <p key={line} className={css.warning}>
          <IconAlertTriangle size={16} stroke={1.5} aria-hidden />
          {line}
        </p>
      ))}
    </>
  );
}
