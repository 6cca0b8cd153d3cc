/** One column of the file: its name, what stands in it, and what it becomes. */
import { useLingui } from "@lingui/react/macro";
import { cx } from "../../../lib/cx.ts";
import { Select } from "../../../ui/forms.ts";
import type { Attribute, Kind } from "../types.ts";
import { choiceOf, IGNORE, kindOf, meant, NEW, PLAIN, withKind } from "./meaning.ts";
import type { FileColumn } from "./remote.ts";
import { KINDS, MEANINGS } from "./words.ts";
import css from "./importing.module.css";

interface Props {
  column: FileColumn;
  place: number;
  meaning: string;
  attributes: readonly Attribute[];
  wrong: boolean;
  onChange: (meaning: string) => void;
}

export function ColumnCard({ column, place, meaning, attributes, wrong, onChange }: Props) {
  const { t, i18n } = useLingui();
  const name = column.name || t`Column ${place + 1}`;
  const choice = choiceOf(meaning);
  const data = [
    { value: IGNORE, label: t`not taken in` },
    ...PLAIN.map((value) => ({ value: value as string, label: i18n._(MEANINGS[value]) })),
    ...attributes.map(({ key, label }) => ({ value: `attribute:${key}`, label })),
    { value: NEW, label: t`a new attribute “${name}”` },
  ];
  return (
    <div className={cx(css.column, choice === IGNORE && css.ignored, wrong && css.trouble)}>
      <h3>{name}</h3>
      <ul aria-label={t`Examples`}>
        {column.sample.slice(0, 3).map((text, n) => (
          <li key={n} title={text}>
            {text}
          </li>
        ))}
        {column.sample.length === 0 && <li className={css.none}>{t`empty`}</li>}
      </ul>
      <Select
        aria-label={t`What ${name} becomes`}
        data={data}
        value={choice}
        allowDeselect={false}
        error={wrong}
        onChange={(value) => value && onChange(meant(value, column, place))}
      />
      {choice === NEW && (
        <Select
          aria-label={t`Kind of ${name}`}
          data={Object.entries(KINDS).map(([value, words]) => ({ value, label: i18n._(words) }))}
          value={kindOf(meaning)}
          allowDeselect={false}
          onChange={(kind) => kind && onChange(withKind(meaning, kind as Kind))}
        />
      )}
    </div>
  );
}
