/** The third line of a row: the beginning or who is there; what is special; labels; whose it is. */
import { useLingui } from "@lingui/react/macro";
import {
  IconClock,
  IconEye,
  IconEyeOff,
  IconListCheck,
  IconPencil,
  IconSend,
  IconStarFilled,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { Hit, Person, Row } from "../api/types.ts";
import { firstName, local } from "../lib/format.ts";
import { cx } from "../lib/cx.ts";
import { ink } from "../lib/tone.ts";
import { Avatar, type Ring } from "./Avatar.tsx";
import { Chip, LabelChip } from "./Chip.tsx";
import { DueChip, pressing } from "./DueChip.tsx";
import { ModeSign } from "./ModeSign.tsx";
import { PrioritySign } from "./PrioritySign.tsx";
import type { RowProps } from "./rowProps.ts";
import css from "./RowItem.module.css";

export function End(props: RowProps) {
  const { row, others, assignee, compact, mark } = props;
  const first = others[0];
  if (compact) return <Short {...props} />;
  return (
    <span className={css.end}>
      {first ? (
        <There {...first} />
      ) : (
        <span className={css.cut}>{mark?.(beginning(row)) ?? beginning(row)}</span>
      )}
      <Signs row={row} />
      <Chips {...props} />
      <Whose row={row} assignee={assignee} />
    </span>
  );
}

/** On one line: what must not be missed, and of the rest a sign, so that the subject has room. */
function Short({ row, others, assignee, tone }: RowProps) {
  const { t } = useLingui();
  const first = others[0];
  const tasks = row.tasks_open + row.tasks_done;
  const presses = pressing(row.due_at); // then that alone is said
  return (
    <span className={css.end}>
      {!presses && <Dots labels={row.labels} tone={tone} />}
      {!presses && row.tasks_open > 0 && (
        <IconListCheck
          size={15}
          stroke={1.5}
          aria-label={t`${row.tasks_done} of ${tasks} tasks done`}
        />
      )}
      {first && <Avatar person={first.person} size={18} solid ring={first.state} />}
      {row.confidential && <IconEyeOff size={15} stroke={1.5} aria-label={t`Confidential`} />}
      <Urgency priority={row.priority} />
      {presses && <DueChip at={row.due_at ?? ""} />}
      {assignee && <Avatar person={assignee} size={20} solid />}
      {!assignee && row.team && (
        <IconUsersGroup size={16} stroke={1.5} role="img" aria-label={row.team} />
      )}
    </span>
  );
}

/** Labels as squares in their tone; the names for those who point at them, or listen. */
function Dots({ labels, tone }: { labels: readonly string[]; tone: RowProps["tone"] }) {
  if (!labels.length) return null;
  const names = labels.join(", ");
  return (
    <span className={css.dots} role="img" aria-label={names} title={names}>
      {labels.slice(0, 3).map((name) => (
        <i key={name} style={{ background: ink(tone(name)) }} />
      ))}
    </span>
  );
}

/** At most two chips: what presses comes first, then the address, the own status, the labels. */
function Chips({ row, others, showAddress, tone, statusTone }: RowProps) {
  const { t } = useLingui();
  const room = others.length || signs(row) > 1 ? 1 : 2;
  const all = [
    pressing(row.due_at) && <DueChip key="due" at={row.due_at ?? ""} />,
    row.confidential && (
      <Chip key="confidential">
        <IconEyeOff size={14} stroke={1.5} />
        {t`Confidential`}
      </Chip>
    ),
    showAddress && (
      <Chip key="address" title={[row.address, ...row.also].join(", ")}>
        <ModeSign mode={row.mode} size={14} />
        {local(row.address)}
        {row.also.length > 0 && ` +${String(row.also.length)}`}
      </Chip>
    ),
    row.status && (
      <LabelChip key="status" name={row.status} tone={statusTone?.(row.status) ?? 1} round />
    ),
    !showAddress && row.also.length > 0 && (
      <Chip key="also" title={t`The same mail also went to ${row.also.join(", ")}`}>
        {t`also ${local(row.also[0] ?? "")}`}
      </Chip>
    ),
    ...row.labels.map((name) => <LabelChip key={`label ${name}`} name={name} tone={tone(name)} />),
  ].filter(Boolean);
  return <>{all.slice(0, room)}</>;
}

/** How many small signs stand before the chips; many of them leave room for one chip only. */
function signs(row: Row): number {
  return [
    row.starred,
    row.priority !== 0,
    row.tasks_open + row.tasks_done > 0,
    row.draft,
    row.sending,
    pressing(row.due_at),
  ].filter(Boolean).length;
}

function Signs({ row }: { row: Row }) {
  const { t } = useLingui();
  const tasks = row.tasks_open + row.tasks_done;
  return (
    <>
      {row.starred && <IconStarFilled size={14} className={css.star} aria-label={t`Starred`} />}
      <Urgency priority={row.priority} />
      {tasks > 0 && (
        <span className={css.tasks} title={t`${row.tasks_done} of ${tasks} tasks done`}>
          <IconListCheck size={15} stroke={1.5} aria-hidden />
          {row.tasks_done}/{tasks}
        </span>
      )}
      {row.draft && <IconPencil size={15} stroke={1.5} aria-label={t`Draft`} />}
      {row.sending && (
        <IconSend size={15} stroke={1.5} aria-label={t`An answer waits to be sent`} />
      )}
      {row.state === "snoozed" && !row.snoozed_until && (
        <IconClock size={15} stroke={1.5} aria-label={t`Later`} />
      )}
    </>
  );
}

/** Only what is not normal is shown. */
function Urgency({ priority }: { priority: number }) {
  const { t } = useLingui();
  if (priority === 0) return null;
  const label = priority >= 2 ? t`Urgent` : priority > 0 ? t`High priority` : t`Low priority`;
  return <PrioritySign priority={priority} label={label} />;
}

/** Who has it comes last; a team without a person shows as a team. */
function Whose({ row, assignee }: { row: Row; assignee: Person | null }) {
  if (assignee) return <Avatar person={assignee} size={20} solid />;
  if (!row.team) return null;
  return (
    <span className={css.team} title={row.team}>
      <IconUsersGroup size={14} stroke={1.5} aria-hidden />
      <span className={css.cut}>{row.team}</span>
    </span>
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
