/** My tasks over all conversations: the next due on top, ticked off in place, each leads to its mail. */
import { useMemo, type ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconListCheck } from "@tabler/icons-react";
import { mailPath } from "../../lib/paths.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { useMyTasks } from "../../sync/queries.ts";
import { Button } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { Rows as Skeleton } from "../../ui/Skeleton.tsx";
import { grouped } from "./grouped.ts";
import { TaskLine } from "./TaskLine.tsx";
import css from "./Tasks.module.css";

interface Props {
  open: string | undefined;
  /** On a phone the head leads to all other places; without it the page just has its name. */
  head?: ((name: string) => ReactNode) | undefined;
}

export default function Tasks({ open, head }: Props) {
  const { t } = useLingui();
  const phone = usePhone();
  const asked = useMyTasks();
  const tasks = asked.data?.items;
  const groups = useMemo(() => grouped(tasks ?? [], new Date()), [tasks]);
  const names = {
    over: t`Over`,
    today: t`Today`,
    soon: t`Later on`,
    whenever: t`Without a date`,
    done: t`Done`,
  };
  return (
    <div className={css.page}>
      {phone && head ? (
        <header className={css.title}>{head(t`Tasks`)}</header>
      ) : (
        <h1 className={css.head}>{t`Tasks`}</h1>
      )}
      {asked.isError && !tasks ? (
        <Empty title={t`The list could not be loaded.`}>
          <Button onClick={() => void asked.refetch()}>{t`Try again`}</Button>
        </Empty>
      ) : !tasks ? (
        <Skeleton />
      ) : !tasks.length ? (
        <Empty icon={<IconListCheck size={32} stroke={1.25} />} title={t`No tasks for you.`}>
          {t`Tasks in a conversation that have your name, or your team’s, stand here.`}
        </Empty>
      ) : (
        <div className={css.groups}>
          {groups.map(([group, some]) => (
            <section key={group} aria-label={names[group]}>
              <h2 className={css.group}>{names[group]}</h2>
              <ul className={css.list}>
                {some.map((task) => (
                  <TaskLine
                    key={task.id}
                    task={task}
                    open={task.conversation === open}
                    path={mailPath({ box: "all", view: "tasks", id: task.conversation })}
                  />
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </div>
  );
}
