/** The mode of an address: which it is, what the others would do, the switch and the way back. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { ModeSign } from "../../ui/ModeSign.tsx";
import { MODE_WORDS } from "./modes.ts";
import { SwitchDialog } from "./SwitchDialog.tsx";
import type { Mode } from "../../api/types.ts";
import type { Settings } from "./types.ts";
import css from "./admin.module.css";

const MODES: readonly Mode[] = ["list", "mailbox", "inbox"];

export function ModeSection({ settings }: { settings: Settings }) {
  const { t } = useLingui();
  const [asked, setAsked] = useState<Mode | null>(null);
  return (
    <>
      <div className={css.modes} role="radiogroup" aria-label={t`Mode`}>
        {MODES.map((mode) => (
          <ModeCard
            key={mode}
            mode={mode}
            current={mode === settings.mode}
            onAsk={() => setAsked(mode)}
          />
        ))}
      </div>
      {asked && <SwitchDialog settings={settings} to={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

interface CardProps {
  mode: Mode;
  current: boolean;
  onAsk: () => void;
}

function ModeCard({ mode, current, onAsk }: CardProps) {
  const { t, i18n } = useLingui();
  return (
    <button
      type="button"
      role="radio"
      aria-checked={current}
      className={`${css.modeCard} ${css[mode]}`}
      onClick={current ? undefined : onAsk}
    >
      <ModeSign mode={mode} size={24} />
      <span>
        <strong>{i18n._(MODE_WORDS[mode].name)}</strong>
        <small>{i18n._(MODE_WORDS[mode].does)}</small>
        <em>{current ? t`This is how it works now` : t`See what would change`}</em>
      </span>
    </button>
  );
}
