/** The whole mail as MJML, for those who write it by hand. */
import { useLingui } from "@lingui/react/macro";
import { Textarea } from "../../../ui/forms.ts";
import { useActs } from "./page.ts";
import { penOf } from "./pens.ts";
import type { Saver } from "./Saver.ts";
import css from "./editor.module.css";

export function Mjml({ saver, text }: { saver: Saver; text: string }) {
  const { t } = useLingui();
  const { hold } = useActs();
  const unsubscribe = "{{unsubscribe_url}}";
  return (
    <Textarea
      classNames={{ input: css.mjml ?? "" }}
      label={t`MJML`}
      description={t`You write all of it, the way out as well: ${unsubscribe}.`}
      autosize
      minRows={16}
      maxRows={40}
      spellCheck={false}
      value={text}
      onChange={(event) => saver.change({ content: { mjml: event.currentTarget.value } })}
      onFocus={(event) =>
        hold(penOf(event.currentTarget, (mjml) => saver.change({ content: { mjml } })))
      }
    />
  );
}
