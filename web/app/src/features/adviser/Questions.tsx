/** The adviser's questions, and the way around them: choosing a mode directly. */
import type { Mode } from "../../api/types.ts";
import { IconCheck, IconHelpCircle } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { ModeSign } from "../../ui/ModeSign.tsx";
import { questionsFor, type Answers, type Asked, type Question } from "./answers.ts";
import { MODES } from "./comparison.ts";
import { MODE_WORDS, QUESTION_WORDS } from "./words.ts";
import css from "./adviser.module.css";

interface Props {
  answers: Answers;
  onAnswer: (question: Question, key: string) => void;
  onDirect: () => void;
}

export function Questions({ answers, onAnswer, onDirect }: Props) {
  const { t } = useLingui();
  return (
    <>
      {questionsFor(answers).map((asked) => (
        <AskedQuestion
          key={asked.question}
          asked={asked}
          chosen={answers[asked.question]}
          onAnswer={onAnswer}
        />
      ))}
      <p className={css.direct}>
        <IconHelpCircle size={18} stroke={1.5} aria-hidden />
        {t`You know already?`}
        <button type="button" className={css.link} onClick={onDirect}>
          {t`Choose the mode directly`}
        </button>
      </p>
    </>
  );
}

interface AskedProps {
  asked: Asked;
  chosen: string | undefined;
  onAnswer: Props["onAnswer"];
}

function AskedQuestion({ asked, chosen, onAnswer }: AskedProps) {
  const { i18n } = useLingui();
  const words = QUESTION_WORDS[asked.question];
  return (
    <fieldset className={css.question}>
      <legend className={css.ask}>{i18n._(words.ask)}</legend>
      {words.hint && <p className={css.hint}>{i18n._(words.hint)}</p>}
      <div className={css.options}>
        {asked.options.map(({ key }) => (
          <button
            key={key}
            type="button"
            className={css.option}
            aria-pressed={chosen === key}
            onClick={() => onAnswer(asked.question, key)}
          >
            {chosen === key && <IconCheck size={16} stroke={1.75} aria-hidden />}
            {i18n._(words.options[key] ?? { id: key })}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

interface DirectProps {
  chosen: Mode | null;
  onChoose: (mode: Mode) => void;
  onBack: () => void;
}

export function DirectChoice({ chosen, onChoose, onBack }: DirectProps) {
  const { i18n, t } = useLingui();
  return (
    <>
      <fieldset className={css.question}>
        <legend className={css.ask}>{t`How do you want to work with it?`}</legend>
        <div className={css.modes}>
          {MODES.map((mode) => (
            <button
              key={mode}
              type="button"
              className={`${css.option} ${css.modeOption} ${css[mode]}`}
              aria-pressed={chosen === mode}
              onClick={() => onChoose(mode)}
            >
              <ModeSign mode={mode} size={22} />
              <span>
                <strong>{i18n._(MODE_WORDS[mode].name)}</strong>
                <small>{i18n._(MODE_WORDS[mode].claim)}</small>
              </span>
            </button>
          ))}
        </div>
      </fieldset>
      <p className={css.direct}>
        <IconHelpCircle size={18} stroke={1.5} aria-hidden />
        {t`Not sure?`}
        <button type="button" className={css.link} onClick={onBack}>
          {t`Back to the questions`}
        </button>
      </p>
    </>
  );
}
