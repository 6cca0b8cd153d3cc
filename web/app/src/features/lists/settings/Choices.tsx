/** A choice of few, each with what it means. */
import { useLingui } from "@lingui/react";
import type { MessageDescriptor } from "@lingui/core";
import { Radio } from "../../../ui/forms.ts";
import css from "./settings.module.css";

interface Props<K extends string> {
  label: string;
  words: Record<K, { name: MessageDescriptor; means: MessageDescriptor }>;
  value: K;
  onChange: (value: K) => void;
}

export function Choices<K extends string>({ label, words, value, onChange }: Props<K>) {
  const { i18n } = useLingui();
  return (
    <Radio.Group value={value} onChange={(key) => onChange(key as K)} aria-label={label}>
      <div className={css.choices}>
        {(Object.keys(words) as K[]).map((key) => (
          <Radio
            key={key}
            value={key}
            label={i18n._(words[key].name)}
            description={i18n._(words[key].means)}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
