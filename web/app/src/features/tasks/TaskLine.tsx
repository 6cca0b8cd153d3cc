/** One task: a box to tick, what to do, by when, and the conversation it belongs to. */
import { useLingui } from "@lingui/react/macro";
import { IconCheck, IconUsersGroup } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { cx } from "../../lib/cx.ts";
import { local } from "../../lib/format.ts";
import type { MyTask } from "../../sync/queries.ts";
import { tick } from "../../sync/ticking.ts";
import { DueChip } from "../../ui/DueChip.tsx";
import css from "./Tasks.module.css";

interface Props {
  task: MyTask;
  open: boolean;
  path: string;
}

export function TaskLine({ task, open, path }: Props) {
  const { t } = useLingui();
  return (
    <li className={cx(css.line, open && css.open, task.done && css.done)}>
      <button
        type="button"
        role="checkbox"
        aria-checked={task.done}
        aria-label={task.text}
        className={css.tick}
        onClick={() => void tick(task, !task.done)}
      >
        <i className={css.box}>{task.done && <IconCheck size={14} stroke={2.5} />}</i>
      </button>
      <Link to={path as "/"} className={css.link} aria-current={open ? "true" : undefined}>
        <span className={css.text}>{task.text}</span>
        <span className={css.where}>
          <span className={css.subject}>{task.subject || t`(no subject)`}</span>
          <span>{local(task.address)}</span>
          {task.team && (
            <span className={css.team} title={task.team}>
              <IconUsersGroup size={14} stroke={1.5} aria-hidden />
              {task.team}
            </span>
          )}
          {task.due_at && !task.done && <DueChip at={task.due_at} />}
        </span>
      </Link>
    </li>
  );
}
