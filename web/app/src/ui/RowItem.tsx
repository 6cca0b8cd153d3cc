/** One line of the list: who, how much, when; what; the beginning, or who is there; labels; whose. */
import type { ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import {
  IconCheck,
  IconClock,
  IconEye,
  IconEyeOff,
  IconPaperclip,
  IconPencil,
  IconSend,
} from "@tabler/icons-react";
import type { Hit, Person, Row } from "../api/types.ts";
import { called, firstName, local } from "../lib/format.ts";
import { cx } from "../lib/cx.ts";
import { Avatar, type Ring } from "./Avatar.tsx";
import { Chip, LabelChip } from "./Chip.tsx";
import { ModeSign } from "./ModeSign.tsx";
import { Time } from "./Time.tsx";
import css from "./RowItem.module.css";

export interface RowProps {
  row: Row | Hit;
  path: string;
  selected: boolean;
  marked?: boolean;
  showAddress?: boolean;
  assignee: Person | null;
  others: { person: Person; state: Ring }[];
  tone: (label: string) => number;
  /** Dresses subject and snippet, for example marks the words that were searched. */
  mark?: (text: string) => ReactNode;
  onOpen: () => void;
  onNear?: () => void;
  onClose?: (() => void) | undefined;
}

export function RowItem(props: RowProps) {
  const { row, selected, marked, onOpen, onNear, path } = props;
  const { t } = useLingui();
  return (
    <div
      className={cx(
        css.row,
        row.unread && css.unread,
        selected && css.selected,
        marked && css.marked,
      )}
    >
      <a
        href={path}
        className={css.link}
        aria-current={selected ? "true" : undefined}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onOpen();
        }}
        onPointerEnter={onNear}
        onFocus={onNear}
      >
        {row.unread && <i className={css.dot} role="img" aria-label={t`Unread`} />}
        <Avatar person={row.contact} />
        <span className={css.lines}>
          <Who {...props} />
          <span className={css.subject}>
            <span className={css.cut}>
              {row.subject ? (props.mark?.(row.subject) ?? row.subject) : t`(no subject)`}
            </span>
            {row.attachments > 0 && (
              <IconPaperclip size={15} stroke={1.5} aria-label={t`with attachments`} />
            )}
          </span>
          <End {...props} />
        </span>
      </a>
      {props.onClose && (
        <button
          type="button"
          className={css.quick}
          onClick={props.onClose}
          title={t`Close`}
          aria-label={t`Close`}
        >
          <IconCheck size={18} stroke={1.5} />
        </button>
      )}
    </div>
  );
}

function Who({ row }: RowProps) {
  const { t } = useLingui();
  return (
    <span className={css.who}>
      <span className={css.name}>{called(row.contact)}</span>
      {row.messages > 1 && (
        <span className={css.many} aria-label={t`${row.messages} mails`}>
          {row.messages}
        </span>
      )}
      <span className={css.when}>
        <Time at={row.waiting_since ?? row.last_activity_at} />
      </span>
    </span>
  );
}

function End({ row, others, assignee, tone, showAddress, mark }: RowProps) {
  const first = others[0];
  const address = showAddress && (
    <Chip title={row.address}>
      <ModeSign mode={row.mode} size={14} />
      {local(row.address)}
    </Chip>
  );
  return (
    <span className={css.end}>
      {first ? (
        <There {...first} />
      ) : (
        <>
          <span className={css.cut}>{mark?.(beginning(row)) ?? beginning(row)}</span>
          <Signs row={row} />
          {row.labels.slice(0, showAddress ? 1 : 2).map((name) => (
            <LabelChip key={name} name={name} tone={tone(name)} />
          ))}
        </>
      )}
      {address}
      {assignee && <Avatar person={assignee} size={20} solid />}
    </span>
  );
}

function Signs({ row }: { row: Row }) {
  const { t } = useLingui();
  return (
    <>
      {row.draft && <IconPencil size={15} stroke={1.5} aria-label={t`Draft`} />}
      {row.sending && (
        <IconSend size={15} stroke={1.5} aria-label={t`An answer waits to be sent`} />
      )}
      {row.state === "snoozed" && <IconClock size={15} stroke={1.5} aria-label={t`Later`} />}
      {row.confidential && (
        <Chip>
          <IconEyeOff size={14} stroke={1.5} />
          {t`Confidential`}
        </Chip>
      )}
    </>
  );
}

function beginning(row: Row | Hit): string {
  return "hit" in row && row.hit.snippet ? row.hit.snippet : row.snippet;
}

function There({ person, state }: { person: Person; state: Ring }) {
  const { t } = useLingui();
  const name = firstName(person);
  const words = {
    composing: t`${name} is writing`,
    viewing: t`${name} is looking`,
    elsewhere: t`${name} has it open`,
    sending: t`${name}’s answer waits`,
  };
  const Icon = state === "composing" ? IconPencil : state === "sending" ? IconSend : IconEye;
  return (
    <span className={cx(css.there, state === "composing" && css.writing)}>
      <Avatar person={person} size={18} solid ring={state} />
      <Icon size={15} stroke={1.5} aria-hidden />
      <span className={css.cut}>{words[state]}</span>
    </span>
  );
}
