/** One line of the list: who, how much, how long it waits; what; the beginning, or who is there; whose. */
import { memo, type MouseEvent } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconCheck, IconClock, IconPaperclip, IconUserShare } from "@tabler/icons-react";
import type { Row } from "../api/types.ts";
import { called } from "../lib/format.ts";
import { cx } from "../lib/cx.ts";
import { Avatar } from "./Avatar.tsx";
import { pressing } from "./DueChip.tsx";
import { End } from "./RowEnd.tsx";
import { When } from "./RowWhen.tsx";
import type { RowProps } from "./rowProps.ts";
import css from "./RowItem.module.css";

export type { RowProps };

export const RowItem = memo(function RowItem(props: RowProps) {
  const { row, selected, marked, checked, compact, onNear, path } = props;
  return (
    <div
      className={cx(
        css.row,
        compact && css.compact,
        row.unread && css.unread,
        selected && css.selected,
        marked && css.marked,
        checked && css.checked,
      )}
    >
      <a
        href={path}
        className={css.link}
        aria-current={selected ? "true" : undefined}
        onClick={(event) => clicked(event, props)}
        onPointerEnter={onNear}
        onFocus={onNear}
      >
        <Sign row={row} compact={compact} />
        {compact ? <OneLine {...props} /> : <ThreeLines {...props} />}
      </a>
      {props.onCheck && <Check {...props} />}
      <Quick {...props} />
    </div>
  );
});

function clicked(event: MouseEvent, { onOpen, onCheck, choosing }: RowProps): void {
  if (event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (event.shiftKey && onCheck) {
    getSelection()?.removeAllRanges();
    onCheck(true);
  } else if (choosing && onCheck && matchMedia("(pointer: coarse)").matches) onCheck(false);
  else onOpen();
}

function Sign({ row, compact }: { row: Row; compact: boolean | undefined }) {
  const { t } = useLingui();
  return (
    <>
      {row.unread && <i className={css.dot} role="img" aria-label={t`Unread`} />}
      <Avatar person={row.contact} size={compact ? 22 : 32} />
    </>
  );
}

function ThreeLines(props: RowProps) {
  const { row } = props;
  return (
    <span className={css.lines}>
      <span className={css.who}>
        <Who row={row} />
        <When row={row} />
      </span>
      <span className={css.subject}>
        <Subject {...props} />
        <Clip row={row} />
      </span>
      <End {...props} />
    </span>
  );
}

function OneLine(props: RowProps) {
  const { row } = props;
  return (
    <>
      <span className={css.who}>
        <Who row={row} />
      </span>
      <span className={css.subject}>
        <Subject {...props} />
      </span>
      <End {...props} />
      {!pressing(row.due_at) && <When row={row} />}
    </>
  );
}

function Who({ row }: { row: Row }) {
  const { t } = useLingui();
  return (
    <>
      <span className={css.name}>{called(row.contact)}</span>
      {row.messages > 1 && (
        <span className={css.many} aria-label={t`${row.messages} mails`}>
          {row.messages}
        </span>
      )}
    </>
  );
}

function Subject({ row, mark }: RowProps) {
  const { t } = useLingui();
  return (
    <span className={css.cut}>
      {row.subject ? (mark?.(row.subject) ?? row.subject) : t`(no subject)`}
    </span>
  );
}

function Clip({ row }: { row: Row }) {
  const { t } = useLingui();
  if (!row.attachments) return null;
  return <IconPaperclip size={15} stroke={1.5} aria-label={t`with attachments`} />;
}

function Check({ row, checked = false, onCheck }: RowProps) {
  const { t } = useLingui();
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={checked}
      aria-label={t`Select ${called(row.contact)}: ${row.subject}`}
      className={css.check}
      tabIndex={-1}
      onClick={(event) => onCheck?.(event.shiftKey)}
    >
      <i className={css.box}>{checked && <IconCheck size={14} stroke={2.5} />}</i>
    </button>
  );
}

function Quick({ onClose, onLater, onGive }: RowProps) {
  const { t } = useLingui();
  if (!onClose && !onLater && !onGive) return null;
  const all = [
    [onGive, t`Give to …`, IconUserShare],
    [onLater, t`Later …`, IconClock],
    [onClose, t`Close`, IconCheck],
  ] as const;
  return (
    <span className={css.quick}>
      {all.map(
        ([run, name, Icon]) =>
          run && (
            <button key={name} type="button" onClick={run} title={name} aria-label={name}>
              <Icon size={18} stroke={1.5} />
            </button>
          ),
      )}
    </span>
  );
}
