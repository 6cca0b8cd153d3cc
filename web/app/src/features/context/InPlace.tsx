/** A fact that becomes a field when it is clicked; Enter or leaving keeps, Escape takes back. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { cx } from "../../lib/cx.ts";
import css from "./Context.module.css";

interface Props {
  label: string;
  value: string;
  /** Stands there while there is no value. */
  empty: string;
  big?: boolean;
  onChange: (value: string) => void;
}

export function InPlace({ label, value, empty, big, onChange }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState<string | null>(null);
  if (text === null)
    return (
      <button
        type="button"
        className={cx(css.inPlace, big && css.big, !value && css.faint)}
        title={t`Change: ${label}`}
        onClick={() => setText(value)}
      >
        {value || empty}
      </button>
    );
  const keep = () => {
    setText(null);
    if (text.trim() !== value) onChange(text.trim());
  };
  return (
    <input
      autoFocus
      className={cx(css.editing, big && css.big)}
      aria-label={label}
      value={text}
      maxLength={300}
      onChange={(event) => setText(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter") keep();
        if (event.key === "Escape") setText(null);
      }}
    />
  );
}
