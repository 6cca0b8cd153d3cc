/** Send later: a few good moments, or any time in plain words. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconClock } from "@tabler/icons-react";
import { exact, soon } from "../../lib/format.ts";
import { moments } from "../../lib/later.ts";
import { useWhen } from "../../sync/when.ts";
import { Button } from "../../ui/Button.tsx";
import { Popover } from "../../ui/forms.ts";
import css from "./Bar.module.css";

interface Props {
  disabled: boolean;
  short: boolean;
  open: boolean;
  onOpen: (open: boolean) => void;
  onLater: (at: Date) => void;
}

export function Later({ disabled, short, open, onOpen, onLater }: Props) {
  const { t } = useLingui();
  return (
    <Popover position="top-end" opened={open} onChange={onOpen} trapFocus width={300}>
      <Popover.Target>
        <Button
          look="plain"
          icon={<IconClock size={18} stroke={1.5} />}
          disabled={disabled}
          aria-label={t`Later`}
          title={t`Send later`}
          onClick={() => onOpen(!open)}
        >
          {short ? null : <span data-word>{t`Later`}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Choice
          onLater={(at) => {
            onOpen(false);
            onLater(at);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function Choice({ onLater }: Pick<Props, "onLater">) {
  const { t, i18n } = useLingui();
  const [text, setText] = useState("");
  const when = useWhen(text);
  const now = new Date();
  const say = (at: Date) => soon(at.toISOString(), { now, language: i18n.locale });
  const future = when.at !== null && when.at > now;
  const names = {
    hour: t`In an hour`,
    afternoon: t`This afternoon`,
    tomorrow: t`Tomorrow morning`,
    monday: t`Monday morning`,
  };
  return (
    <div className={css.later}>
      <input
        className={css.when}
        value={text}
        data-autofocus
        aria-label={t`When it goes out`}
        placeholder={t`tomorrow 9am, in 2 days …`}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          event.stopPropagation(); // Ctrl+Enter here is no "send now"
          if (when.at && future) onLater(when.at);
        }}
      />
      <p className={css.understood} role="status">
        {when.wrong && t`That is no time I know. Try “friday 14:00”.`}
        {when.at && !future && t`That is over already.`}
      </p>
      {when.at && future && (
        <button type="button" className={css.moment} onClick={() => when.at && onLater(when.at)}>
          <b>{exact(when.at.toISOString(), i18n.locale)}</b>
        </button>
      )}
      {!text.trim() &&
        moments(now).map(({ key, at }) => (
          <button key={key} type="button" className={css.moment} onClick={() => onLater(at)}>
            {names[key]}
            <time dateTime={at.toISOString()}>{say(at)}</time>
          </button>
        ))}
    </div>
  );
}
