/** Now, at a time of ours, or at that hour wherever each of them lives. */
import { useLingui } from "@lingui/react/macro";
import { Radio, TextInput } from "../../../ui/forms.ts";
import { fieldOf } from "./times.ts";
import css from "./editor.module.css";

export interface Time {
  how: "now" | "later" | "theirs";
  at: Date;
}

interface Props {
  time: Time;
  /** The zone of the list. */
  zone: string;
  onTime: (how: Time["how"], field?: string) => void;
}

export function When({ time, zone, onTime }: Props) {
  const { t } = useLingui();
  return (
    <Radio.Group label={t`When`} value={time.how} onChange={(how) => onTime(how as Time["how"])}>
      <div className={css.choices}>
        <Radio value="now" label={t`Now`} description={t`Ten seconds to take it back.`} />
        <Radio value="later" label={t`Later`} />
        <Radio
          value="theirs"
          label={t`At that hour wherever they live`}
          description={t`For those whose time zone we do not know, that of the list counts: ${zone || "UTC"}.`}
        />
        {time.how !== "now" && (
          <TextInput
            className={css.under}
            type="datetime-local"
            aria-label={t`Day and time`}
            value={fieldOf(time.at)}
            min={fieldOf(new Date())}
            onChange={(event) => onTime(time.how, event.currentTarget.value)}
          />
        )}
      </div>
    </Radio.Group>
  );
}
