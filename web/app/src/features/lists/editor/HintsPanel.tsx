/** What to mend before it leaves; a click goes to the block it is about. */
import { useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { inWords, tidy } from "./hints.ts";
import { useHints, type Hint } from "./remote.ts";
import css from "./preview.module.css";

interface Props {
  campaign: string;
  version: number;
  /** Leads to a block; none for who does not write. */
  onGo?: (block: string) => void;
}

const SIGNS = { error: IconCircleX, warning: IconAlertTriangle, good: IconCircleCheck };

export function HintsPanel({ campaign, version, onGo }: Props) {
  const { t } = useLingui();
  const found = useHints(campaign, version);
  if (found.error) return <ProblemBox error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return null;
  const hints = tidy(found.data);
  return (
    <section className={css.hints} aria-label={t`Hints`}>
      {hints.length === 0 ? (
        <p className={css.fine}>
          <IconCircleCheck size={18} stroke={1.5} aria-hidden />
          {t`Nothing to mend: no barrier, no mark of spam, every variable is known.`}
        </p>
      ) : (
        <ul>
          {hints.map((hint) => (
            <Line key={JSON.stringify(hint)} hint={hint} onGo={onGo} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Line({ hint, onGo }: { hint: Hint; onGo: Props["onGo"] }) {
  const { t, i18n } = useLingui();
  const words = inWords(hint);
  const Sign = SIGNS[hint.level];
  const level = { error: t`Must be mended`, warning: t`Better`, good: t`Good` }[hint.level];
  return (
    <li data-level={hint.level}>
      <button type="button" disabled={!onGo} onClick={() => onGo?.(hint.block)}>
        <Sign size={18} stroke={1.5} aria-hidden />
        <span>
          <b>{level}</b> {typeof words === "string" ? words : i18n._(words)}
        </span>
      </button>
    </li>
  );
}
