/** The second step: what each column is, whether known people are changed, where consent is kept. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Address } from "../../../api/types.ts";
import { Button } from "../../../ui/Button.tsx";
import { Checkbox, Textarea } from "../../../ui/forms.ts";
import { ProblemBox, Section } from "../../../ui/page/Page.tsx";
import { useAttributes } from "../remote.ts";
import { REFUSED } from "../subscribers/words.ts";
import { ColumnCard } from "./ColumnCard.tsx";
import { troubles } from "./meaning.ts";
import { useBegin, type FileShape } from "./remote.ts";
import { SEPARATORS, TROUBLES } from "./words.ts";
import css from "./importing.module.css";

interface Props {
  list: Address;
  file: File;
  shape: FileShape;
  onBack: () => void;
  onBegun: (load: string) => void;
}

export function Columns({ list, file, shape, onBack, onBegun }: Props) {
  const { t, i18n } = useLingui();
  const attributes = useAttributes(list.id).data ?? [];
  const [meanings, setMeanings] = useState(() => shape.columns.map(({ guess }) => guess));
  const [update, setUpdate] = useState(false);
  const [evidence, setEvidence] = useState("");
  const begin = useBegin(list.id);
  const wrong = troubles(meanings, attributes);
  const set = (place: number, meaning: string) =>
    setMeanings((now) => now.map((one, n) => (n === place ? meaning : one)));
  const start = () =>
    begin.mutate(
      { file, mapping: meanings, update, evidence: evidence.trim() },
      { onSuccess: ({ id }) => onBegun(id) },
    );
  return (
    <>
      <Section title={t`What the columns are`} hint={<About file={file} shape={shape} />}>
        <div className={css.columns}>
          {shape.columns.map((column, place) => (
            <ColumnCard
              key={place}
              column={column}
              place={place}
              meaning={meanings[place] ?? "ignore"}
              attributes={attributes}
              wrong={wrong?.places.includes(place) ?? false}
              onChange={(meaning) => set(place, meaning)}
            />
          ))}
        </div>
        {wrong && (
          <p className={css.wrong} role="alert">
            {i18n._(TROUBLES[wrong.trouble])}
          </p>
        )}
      </Section>
      <Problems shape={shape} />
      <Section title={t`Before it begins`}>
        <div className={css.form}>
          <Checkbox
            checked={update}
            onChange={(event) => setUpdate(event.currentTarget.checked)}
            label={t`Bring those who are on the list already up to date`}
            description={t`What the file says of them takes the place of what is known. Who has unsubscribed stays unsubscribed.`}
          />
          <Textarea
            label={t`Where is their consent kept?`}
            description={t`It is written down with each of them and handed out when somebody asks, for example: forms of the trade fair 2026, folder 12 in the archive.`}
            maxLength={2000}
            autosize
            minRows={2}
            value={evidence}
            onChange={(event) => setEvidence(event.currentTarget.value)}
          />
        </div>
        {begin.error && <ProblemBox error={begin.error} />}
        <div className={css.foot}>
          <p>{t`No mail goes out by this. You can take it back as a whole.`}</p>
          <Button onClick={onBack}>{t`Another file`}</Button>
          <Button
            look="filled"
            disabled={wrong !== null || shape.lines === shape.broken || begin.isPending}
            onClick={start}
          >
            {plural(shape.lines - shape.broken, {
              one: "Take # line in",
              other: "Take # lines in",
            })}
          </Button>
        </div>
      </Section>
    </>
  );
}

function About({ file, shape }: { file: File; shape: FileShape }) {
  const { t, i18n } = useLingui();
  const words = SEPARATORS[shape.separator];
  const between = words ? i18n._(words) : shape.separator;
  const lines = plural(shape.lines, { one: "# line", other: "# lines" });
  const head = shape.head
    ? t`The first line names the columns.`
    : t`The first line is a person already, so the columns have no names.`;
  return (
    <>
      <b>{file.name}</b> {t`has ${lines}, with ${between} between the columns (${shape.encoding}).`}{" "}
      {head}
    </>
  );
}

function Problems({ shape }: { shape: FileShape }) {
  const { t, i18n } = useLingui();
  const { problems } = shape;
  if (problems.length === 0) return null;
  return (
    <Section
      title={plural(shape.broken, {
        one: "# line cannot be taken in",
        other: "# lines cannot be taken in",
      })}
      hint={
        shape.broken > problems.length
          ? t`These are the first ones. The rest of the file is taken in all the same, and you get all of them with their reasons as a file.`
          : t`The rest of the file is taken in all the same, and you get these with their reasons as a file.`
      }
    >
      <ul className={css.problems}>
        {problems.map(({ line, text, reason }) => (
          <li key={line}>
            <b>{t`Line ${line}`}</b>
            <code>{text}</code>
            <span>{i18n._(REFUSED[reason] ?? { id: reason })}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
