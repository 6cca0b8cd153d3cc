/** Who may post to a list: three choices, each with what it means. */
import { useLingui } from "@lingui/react/macro";
import { Radio } from "../../ui/forms.ts";
import { Section } from "../../ui/page/Page.tsx";
import { POSTING_WORDS } from "./words.ts";
import css from "./list.module.css";

interface Props {
  value: string;
  onChange: (value: string) => void;
}

export function Posting({ value, onChange }: Props) {
  const { t, i18n } = useLingui();
  return (
    <Section
      title={t`Who may post`}
      hint={t`Whoever claims to be somebody must prove it: signed in here, or with a mail whose sender is verified.`}
    >
      <Radio.Group value={value} onChange={onChange} aria-label={t`Who may post`}>
        <div className={css.radios}>
          {Object.entries(POSTING_WORDS).map(([key, words]) => (
            <Radio
              key={key}
              value={key}
              label={i18n._(words.name)}
              description={i18n._(words.means)}
            />
          ))}
        </div>
      </Radio.Group>
    </Section>
  );
}
