/** The adviser's answer: what is recommended and why, the comparison, and the button that makes it. */
import { Trans, useLingui } from "@lingui/react/macro";
import { IconCheck, IconQuestionMark, IconRefresh } from "@tabler/icons-react";
import { Button } from "../../ui/Button.tsx";
import { ModeSign } from "../../ui/ModeSign.tsx";
import { ProblemBox } from "../../ui/page/Page.tsx";
import type { Advice } from "./advise.ts";
import type { Mode } from "../../api/types.ts";
import { Comparison } from "./Comparison.tsx";
import { MODE_WORDS, REASON_WORDS } from "./words.ts";
import css from "./adviser.module.css";

interface Props {
  address: string;
  advice: Advice | null;
  mode: Mode | null;
  /** The address is complete and can be had. */
  free: boolean;
  pending: boolean;
  error: Error | null;
  onChoose: (mode: Mode) => void;
  onOther: () => void;
  onCreate: () => void;
}

export function Answer(props: Props) {
  const { t } = useLingui();
  const { address, advice, mode, onChoose } = props;
  return (
    <section className={css.answer} aria-label={t`Recommendation`}>
      <div className={css.scroll}>
        <Recommendation address={address} advice={advice} mode={mode} />
        <Comparison chosen={mode} onChoose={onChoose} />
      </div>
      <Foot {...props} />
    </section>
  );
}

function Recommendation({ address, advice, mode }: Pick<Props, "address" | "advice" | "mode">) {
  const { t, i18n } = useLingui();
  if (!mode) return <Undecided />;
  const recommended = advice?.mode === mode;
  return (
    <div className={css[mode]} aria-live="polite">
      <div className={css.head}>
        <span className={css.sign}>
          <ModeSign mode={mode} size={32} />
        </span>
        <div>
          <Lead recommended={recommended} address={address} />
          <h2 className={css.title}>{i18n._(MODE_WORDS[mode].name)}</h2>
        </div>
      </div>
      {recommended ? (
        <Reasons advice={advice} />
      ) : (
        <ul className={css.reasons}>
          <li>{i18n._(MODE_WORDS[mode].claim)}</li>
        </ul>
      )}
      {recommended && advice.nearly && (
        <p className={css.nearly}>
          {t`${i18n._(MODE_WORDS[advice.nearly].name)} would do nearly as well.`}
        </p>
      )}
    </div>
  );
}

function Lead({ recommended, address }: { recommended: boolean; address: string }) {
  const strong = <strong>{address}</strong>;
  if (!address)
    return (
      <p className={css.lead}>
        {recommended ? <Trans>We recommend</Trans> : <Trans>You chose</Trans>}
      </p>
    );
  return (
    <p className={css.lead}>
      {recommended ? (
        <Trans>We recommend for {strong}</Trans>
      ) : (
        <Trans>You chose for {strong}</Trans>
      )}
    </p>
  );
}

function Undecided() {
  const { t } = useLingui();
  return (
    <div className={css.undecided}>
      <div className={css.head}>
        <span className={css.sign}>
          <IconQuestionMark size={28} stroke={1.5} aria-hidden />
        </span>
        <div>
          <p className={css.lead}>{t`One address, three ways to work on it`}</p>
          <h2 className={css.title}>{t`Which one fits you?`}</h2>
        </div>
      </div>
      <ul className={css.reasons}>
        <li>{t`Answer the first question, or look at the comparison and choose a column.`}</li>
      </ul>
    </div>
  );
}

function Reasons({ advice }: { advice: Advice }) {
  const { i18n } = useLingui();
  return (
    <ul className={css.reasons}>
      {advice.reasons.map((reason) => (
        <li key={reason}>
          <IconCheck size={16} stroke={1.75} aria-hidden />
          {i18n._(REASON_WORDS[reason])}
        </li>
      ))}
    </ul>
  );
}

function Foot({ mode, free, pending, error, onOther, onCreate }: Props) {
  const { t, i18n } = useLingui();
  return (
    <footer className={css.foot}>
      {error ? (
        <ProblemBox error={error} />
      ) : (
        <p className={css.promise}>
          <IconRefresh size={18} stroke={1.5} aria-hidden />
          {t`You can change the mode at any time. No mail is lost by it.`}
        </p>
      )}
      <Button className={css.tall} onClick={onOther} disabled={!mode}>
        {t`Choose another`}
      </Button>
      <Button
        className={css.tall}
        look="filled"
        onClick={onCreate}
        disabled={!mode || !free || pending}
      >
        {mode ? i18n._(MODE_WORDS[mode].create) : t`Create address`}
      </Button>
    </footer>
  );
}
