/** The toasts at the lower left, read out politely. */
import { useEffect, useState } from "react";
import { IconX } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { useStore } from "../lib/store.ts";
import { cx } from "../lib/cx.ts";
import { dismiss, toasts, type Toast } from "./toast.ts";
import { Keys } from "./Keys.tsx";
import css from "./Toasts.module.css";

export function Toasts() {
  const shown = useStore(toasts);
  return (
    <div className={css.stack} role="status" aria-live="polite">
      {shown.map((one) => (
        <One key={one.id} toast={one} />
      ))}
    </div>
  );
}

function One({ toast }: { toast: Toast }) {
  const { t } = useLingui();
  return (
    <div className={cx(css.toast, toast.tone === "danger" && css.danger)}>
      <span className={css.text}>{toast.text}</span>
      {toast.action && (
        <button
          type="button"
          className={css.action}
          onClick={() => {
            dismiss(toast.id);
            toast.action?.run();
          }}
        >
          {toast.action.label}
          {toast.action.keys && <Keys keys={toast.action.keys} />}
          {toast.counting && <Seconds until={toast.until} />}
        </button>
      )}
      <button
        type="button"
        className={css.close}
        aria-label={t`Dismiss`}
        onClick={() => dismiss(toast.id)}
      >
        <IconX size={16} stroke={1.5} />
      </button>
    </div>
  );
}

function Seconds({ until }: { until: number }) {
  const [left, setLeft] = useState(() => secondsTo(until));
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsTo(until)), 250);
    return () => clearInterval(timer);
  }, [until]);
  return (
    <span className="tabular" aria-hidden>
      {left} s
    </span>
  );
}

function secondsTo(until: number): number {
  return Math.max(0, Math.ceil((until - Date.now()) / 1000));
}
