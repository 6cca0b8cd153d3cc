/** What became of a mail: a sign, the word, and its meaning on hover. Never colour alone. */
import { useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconCheck, IconClock, IconMinus } from "@tabler/icons-react";
import type { Said, Tone } from "./ledger.ts";
import css from "./admin.module.css";

const SIGNS: Record<Tone, typeof IconCheck> = {
  good: IconCheck,
  quiet: IconMinus,
  waits: IconClock,
  bad: IconAlertTriangle,
};

export function SaidChip({ said, fallback }: { said: Said | undefined; fallback: string }) {
  const { i18n } = useLingui();
  if (!said) return <span className={css.said}>{fallback}</span>;
  const Sign = SIGNS[said.tone];
  return (
    <span className={`${css.said} ${css[said.tone]}`} title={i18n._(said.means)}>
      <Sign size={16} stroke={1.6} aria-hidden />
      {i18n._(said.name)}
    </span>
  );
}
