/** While entries are being chosen: how many, and making them a conversation of their own. */
import { useEffect, useState } from "react";
import { Plural, useLingui } from "@lingui/react/macro";
import { IconArrowsSplit2 } from "@tabler/icons-react";
import type { Detail } from "../../api/types.ts";
import { choosing } from "../../commands/choosing.ts";
import { scene } from "../../commands/scene.ts";
import { useStore } from "../../lib/store.ts";
import { split } from "../../sync/ordering.ts";
import { Button } from "../../ui/Button.tsx";
import css from "./order.module.css";

const end = () => choosing.set(null);

export default function SplitBar({ detail }: { detail: Detail }) {
  const { t } = useLingui();
  const chosen = useStore(choosing);
  const [subject, setSubject] = useState(detail.subject);
  const [busy, setBusy] = useState(false);
  useEffect(() => end, []); // whoever leaves the conversation chooses no longer
  if (chosen?.conversation !== detail.id) return null;
  const numbers = [...chosen.numbers].sort((a, b) => a - b);
  const all = detail.messages.every((one) => chosen.numbers.has(one.number));
  const go = async () => {
    setBusy(true);
    const made = await split(detail.id, numbers, subject === detail.subject ? "" : subject);
    setBusy(false);
    if (!made) return;
    end();
    scene.get().go(scene.get().path(made.id));
  };
  return (
    <section className={css.split} aria-label={t`Split off`}>
      <p role="status">
        <b>
          {numbers.length ? (
            <Plural value={numbers.length} one="# chosen" other="# chosen" />
          ) : (
            t`Choose what leaves this conversation.`
          )}
        </b>{" "}
        {all && t`One mail must stay here.`}
      </p>
      <label className={css.subject}>
        <span>{t`Subject of the new one`}</span>
        <input value={subject} onChange={(event) => setSubject(event.target.value)} />
      </label>
      <footer className={css.foot}>
        <Button look="plain" onClick={end}>{t`Cancel`}</Button>
        <Button
          look="filled"
          icon={<IconArrowsSplit2 size={18} stroke={1.5} />}
          disabled={busy || !numbers.length || all}
          onClick={() => void go()}
        >
          {t`Split off`}
        </Button>
      </footer>
    </section>
  );
}
