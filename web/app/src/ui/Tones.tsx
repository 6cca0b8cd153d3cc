/** Twelve colours to choose from. */
import { useLingui } from "@lingui/react/macro";
import { ink } from "../lib/tone.ts";
import css from "./Tones.module.css";

interface Props {
  value: number;
  onChange: (tone: number) => void;
}

export function Tones({ value, onChange }: Props) {
  const { t } = useLingui();
  return (
    <fieldset className={css.plain}>
      <legend className={css.legend}>{t`Colour`}</legend>
      <div className={css.tones} role="radiogroup" aria-label={t`Colour`}>
        {Array.from({ length: 12 }, (_, n) => n + 1).map((tone) => (
          <button
            key={tone}
            type="button"
            role="radio"
            aria-checked={tone === value}
            aria-label={t`Colour ${tone}`}
            className={css.tone}
            onClick={() => onChange(tone)}
          >
            <i style={{ background: ink(tone) }} />
          </button>
        ))}
      </div>
    </fieldset>
  );
}
