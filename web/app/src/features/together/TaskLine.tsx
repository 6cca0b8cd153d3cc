/** One task: tick it, change its words, whose it is and until when, move it, remove it. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import {
  IconArrowDown,
  IconArrowUp,
  IconCalendar,
  IconDots,
  IconTrash,
  IconUserOff,
  IconUsers,
} from "@tabler/icons-react";
import type { Detail, Task } from "../../api/types.ts";
import { called, soon } from "../../lib/format.ts";
import { useNow } from "../../lib/useNow.ts";
import { useAddresses, usePeople } from "../../sync/queries.ts";
import { useTeams } from "../../sync/shared.ts";
import { changeTask, removeTask, type TaskChange } from "../../sync/together.ts";
import { useWhen } from "../../sync/when.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { IconButton } from "../../ui/Button.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { Checkbox, Menu } from "../../ui/forms.ts";
import { LateMenu } from "../../ui/Late.tsx";
import css from "./together.module.css";

interface Props {
  task: Task;
  detail: Detail;
  at: number;
  of: number;
}

export function TaskLine({ task, detail, at, of }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState<string | null>(null);
  const people = usePeople().data?.items ?? [];
  const change = (some: TaskChange) => void changeTask(detail.id, task.id, some);
  const assignee = people.find((one) => one.address === task.assignee);
  const rename = () => {
    const next = text?.trim();
    setText(null);
    if (next && next !== task.text) change({ text: next });
  };
  return (
    <li className={css.task} data-done={task.done || undefined}>
      <Checkbox
        checked={task.done}
        aria-label={t`Done: ${task.text}`}
        onChange={(event) => change({ done: event.currentTarget.checked })}
      />
      <input
        className={css.text}
        value={text ?? task.text}
        aria-label={t`Task`}
        onChange={(event) => setText(event.target.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === "Escape") setText(null);
          if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
          const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
          if (event.altKey && by && at + by >= 0 && at + by < of) change({ position: at + by });
        }}
      />
      {task.due_at && <Due task={task} />}
      {assignee && <Avatar person={assignee} size={20} solid />}
      {task.team && <Chip>{task.team}</Chip>}
      <More task={task} detail={detail} at={at} of={of} change={change} />
    </li>
  );
}

function Due({ task }: { task: Task }) {
  const { i18n } = useLingui();
  const now = useNow();
  if (!task.due_at) return null;
  const over = !task.done && new Date(task.due_at) < now;
  return (
    <Chip look={over ? "danger" : "ground"}>
      <IconCalendar size={14} stroke={1.5} />
      {soon(task.due_at, { now, language: i18n.locale })}
    </Chip>
  );
}

type Changing = Props & { change: (some: TaskChange) => void };

function More(props: Changing) {
  const { t } = useLingui();
  return (
    <LateMenu
      position="bottom-end"
      width={250}
      button={
        <IconButton label={t`Options of this task`}>
          <IconDots size={18} stroke={1.5} />
        </IconButton>
      }
    >
      {() => (
        <>
          <Menu.Label>{t`Until`}</Menu.Label>
          <Until task={props.task} onDue={(due_at) => props.change({ due_at })} />
          <Menu.Divider />
          <Menu.Label>{t`Give to`}</Menu.Label>
          <Givable {...props} />
          <Menu.Divider />
          <Order {...props} />
        </>
      )}
    </LateMenu>
  );
}

function Givable({ task, detail, change }: Changing) {
  const { t } = useLingui();
  const team = useAddresses().data?.items.find((one) => one.id === detail.address_id)?.team ?? [];
  const teams = useTeams().data ?? [];
  return (
    <>
      {team.map((one) => (
        <Menu.Item
          key={one.address}
          leftSection={<Avatar person={one} size={20} solid />}
          onClick={() => change({ assignee: one.address, team: null })}
        >
          {called(one)}
        </Menu.Item>
      ))}
      {teams.map((one) => (
        <Menu.Item
          key={one.id}
          leftSection={<IconUsers size={18} stroke={1.5} />}
          onClick={() => change({ team: one.name, assignee: null })}
        >
          {one.name}
        </Menu.Item>
      ))}
      {(task.assignee !== null || task.team !== null) && (
        <Menu.Item
          leftSection={<IconUserOff size={18} stroke={1.5} />}
          onClick={() => change({ assignee: null, team: null })}
        >
          {t`Nobody`}
        </Menu.Item>
      )}
    </>
  );
}

function Order({ task, detail, at, of, change }: Changing) {
  const { t } = useLingui();
  return (
    <>
      <Menu.Item
        leftSection={<IconArrowUp size={18} stroke={1.5} />}
        disabled={at === 0}
        onClick={() => change({ position: at - 1 })}
      >
        {t`Up`}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowDown size={18} stroke={1.5} />}
        disabled={at === of - 1}
        onClick={() => change({ position: at + 1 })}
      >
        {t`Down`}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconTrash size={18} stroke={1.5} />}
        onClick={() => void removeTask(detail.id, task)}
      >
        {t`Remove`}
      </Menu.Item>
    </>
  );
}

/** Due in plain words; Enter takes what was understood, an emptied field takes it away. */
function Until({ task, onDue }: { task: Task; onDue: (due: string | null) => void }) {
  const { t, i18n } = useLingui();
  const [text, setText] = useState("");
  const when = useWhen(text);
  const now = useNow();
  const understood = when.at
    ? soon(when.at.toISOString(), { now, language: i18n.locale })
    : when.wrong
      ? t`not understood`
      : "";
  return (
    <div className={css.until}>
      <input
        value={text}
        aria-label={t`Until when`}
        placeholder={t`friday 14:00`}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation(); // letters are no menu shortcuts here
          if (event.key !== "Enter" || !when.at) return;
          onDue(when.at.toISOString());
          setText("");
        }}
      />
      <small role="status">{understood}</small>
      {when.at ? (
        <button
          type="button"
          onClick={() => when.at && onDue(when.at.toISOString())}
        >{t`Set`}</button>
      ) : (
        task.due_at && (
          <button type="button" onClick={() => onDue(null)}>
            {t`No date`}
          </button>
        )
      )}
    </div>
  );
}
