/** The checklist of a conversation: add lines, tick, give, date, order; folded when there is none. */
import { useEffect, useRef, useState } from "react";
import { Plural, useLingui } from "@lingui/react/macro";
import { IconChevronRight, IconListCheck } from "@tabler/icons-react";
import type { Detail } from "../../api/types.ts";
import { begin } from "../../commands/scene.ts";
import { cx } from "../../lib/cx.ts";
import { useStore } from "../../lib/store.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { addTasks, inOrder } from "../../sync/together.ts";
import { Button } from "../../ui/Button.tsx";
import { TaskLine } from "./TaskLine.tsx";
import css from "./together.module.css";

export default function Tasks({ detail }: { detail: Detail }) {
  const { t } = useLingui();
  const wish = useStore(begin);
  const wished = wish?.kind === "task" && wish.conversation === detail.id;
  const phone = usePhone(); // there the mails want the room
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState(() => !phone && detail.tasks.some((one) => !one.done));
  useEffect(() => {
    if (!wished) return;
    begin.set(null);
    setOpen(true);
    setAdding(true);
  }, [wished]);
  const tasks = inOrder(detail.tasks);
  const left = tasks.filter((one) => !one.done).length;
  if (!tasks.length && !adding) return null;
  return (
    <section className={css.tasks} aria-label={t`Tasks`}>
      <button
        type="button"
        className={css.head}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <IconListCheck size={18} stroke={1.5} aria-hidden />
        <b>{t`Tasks`}</b>
        <span>
          {left ? (
            <Plural value={left} one="# left" other="# left" />
          ) : tasks.length ? (
            t`all done`
          ) : null}
        </span>
        <progress max={tasks.length || 1} value={tasks.length - left} aria-hidden />
        <IconChevronRight size={16} stroke={1.5} className={cx(open && css.turned)} aria-hidden />
      </button>
      {open && (
        <>
          <ul className={css.lines}>
            {tasks.map((one, n) => (
              <TaskLine key={one.id} task={one} detail={detail} at={n} of={tasks.length} />
            ))}
          </ul>
          <Add conversation={detail.id} focus={adding} onEnd={() => setAdding(false)} />
        </>
      )}
    </section>
  );
}

function Add(props: { conversation: string; focus: boolean; onEnd: () => void }) {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (props.focus) field.current?.focus();
  }, [props.focus]);
  const add = async () => {
    if (!text.trim() || busy) return;
    setBusy(true);
    if (await addTasks(props.conversation, text)) setText("");
    setBusy(false);
    field.current?.focus();
  };
  return (
    <div className={css.add}>
      <textarea
        ref={field}
        rows={Math.min(6, text.split("\n").length)}
        value={text}
        aria-label={t`New task`}
        placeholder={t`Add a task; several lines become several tasks`}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.currentTarget.blur();
            props.onEnd();
          }
          if (event.key !== "Enter" || event.shiftKey) return;
          event.preventDefault();
          void add();
        }}
      />
      {text.trim() && (
        <Button disabled={busy} onClick={() => void add()}>
          {t`Add`}
        </Button>
      )}
    </div>
  );
}
