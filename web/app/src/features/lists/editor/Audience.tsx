/** To whom: everyone, a segment, or a question of its own; with the number while one chooses. */
import { useRef, useState } from "react";
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Problem } from "../../../api/client.ts";
import { Radio, Select } from "../../../ui/forms.ts";
import { QueryBox } from "../../../ui/search/QueryBox.tsx";
import { spokenOf } from "../segments/spoken.ts";
import type { Draft } from "./drafts.ts";
import type { Counted as Count, Segment } from "../types.ts";
import css from "./editor.module.css";

interface Props {
  list: string;
  draft: Draft;
  segments: readonly Segment[];
  count: Count | undefined;
  error: Problem | null;
  onChange: (part: Partial<Draft>) => void;
}

type Whom = "all" | "segment" | "query";

export function Audience({ list, draft, segments, count, error, onChange }: Props) {
  const { t } = useLingui();
  const [whom, setWhom] = useState<Whom>(draft.segment ? "segment" : draft.query ? "query" : "all");
  const choose = (next: Whom) => {
    setWhom(next);
    if (next === "segment") onChange({ segment: segments[0]?.id ?? null, query: "" });
    else onChange({ segment: null, query: "" });
  };
  return (
    <Radio.Group label={t`To whom`} value={whom} onChange={(next) => choose(next as Whom)}>
      <div className={css.choices}>
        <Radio value="all" label={t`Everyone on the list`} />
        <Radio
          value="segment"
          label={t`A segment`}
          disabled={segments.length === 0}
          description={segments.length === 0 ? <NoSegments list={list} /> : undefined}
        />
        {whom === "segment" && (
          <Select
            className={css.under}
            aria-label={t`Segment`}
            allowDeselect={false}
            value={draft.segment}
            data={segments.map((one) => ({
              value: one.id,
              label: one.count === null ? one.name : `${one.name} · ${String(one.count)}`,
            }))}
            onChange={(segment) => onChange({ segment, query: "" })}
          />
        )}
        <Radio value="query" label={t`Those who match a question`} />
        {whom === "query" && (
          <Question
            list={list}
            query={draft.query}
            error={error}
            onQuery={(query) => onChange({ query })}
          />
        )}
      </div>
      <Counted count={error ? undefined : count} />
    </Radio.Group>
  );
}

interface QuestionProps {
  list: string;
  query: string;
  error: Problem | null;
  onQuery: (query: string) => void;
}

function Question({ list, query, error, onQuery }: QuestionProps) {
  const { t } = useLingui();
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className={css.under}>
      <div className={css.question}>
        <QueryBox
          field={field}
          text={query}
          onText={onQuery}
          onSearch={onQuery}
          label={t`Question`}
          placeholder="attr.city:Berlin answered:30d"
          error={error}
          spoken={spokenOf(list)}
        />
      </div>
      {error && <p className={css.wrong}>{error.message}</p>}
    </div>
  );
}

function NoSegments({ list }: { list: string }) {
  const { t } = useLingui();
  return (
    <>
      {t`There is none yet.`} <Link to={`/lists/${list}/segments` as string}>{t`Make one`}</Link>
    </>
  );
}

function Counted({ count }: { count: Count | undefined }) {
  const { t, i18n } = useLingui();
  if (!count) return <p className={css.count} aria-live="polite" />;
  const all = count.of.toLocaleString(i18n.locale);
  const people = plural(count.count, { one: "# person matches", other: "# people match" });
  return (
    <p className={css.count} aria-live="polite">
      <strong>{people}</strong> {t`of ${all}`}
      {count.sample.length > 0 && <span>{count.sample.slice(0, 3).join(", ")} …</span>}
    </p>
  );
}
