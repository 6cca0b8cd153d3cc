/** Where an answer of ours stands, when that is worth a word. */
import { useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconClock } from "@tabler/icons-react";
import type { Sending } from "../../api/types.ts";
import { takeBack } from "../../sync/sending.ts";
import { cx } from "../../lib/cx.ts";
import { Time } from "../../ui/Time.tsx";
import css from "./Thread.module.css";

export function SendingLine({ sending }: { sending: Sending }) {
  const { t } = useLingui();
  const { state } = sending;
  if (state === "sent") return null;
  const words: Record<string, string> = {
    undo: t`Leaves in a moment.`,
    scheduled: t`Goes out later:`,
    queued: t`On its way.`,
    deferred: t`Their server asks us to wait; we try again.`,
    failed: t`Could not be delivered.`,
    waiting_relay: t`Waits, because no way out is set up.`,
    cancelled: t`Taken back.`,
  };
  const bad = state === "failed";
  return (
    <p className={cx(css.sending, bad && css.bad)}>
      {bad ? <IconAlertTriangle size={15} stroke={1.5} /> : <IconClock size={15} stroke={1.5} />}
      <span>
        {words[state]} {state === "scheduled" && <Time at={sending.not_before} how="soon" />}
        {sending.detail && state !== "waiting_relay" && <small> {sending.detail}</small>}
      </span>
      {(state === "undo" || state === "scheduled") && (
        <button type="button" className={css.textButton} onClick={() => void takeBack(sending.id)}>
          {t`Take back`}
        </button>
      )}
    </p>
  );
}
