/** Making or changing a segment: the question with pieces to click, its number, some it finds. */
import { useLingui } from "@lingui/react/macro";
import { useMemo, useRef, useState, type FormEvent } from "react";
import { Problem } from "../../../api/client.ts";
import type { Address } from "../../../api/types.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { TextInput } from "../../../ui/forms.ts";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { QueryBox } from "../../../ui/search/QueryBox.tsx";
import type { Segment } from "../types.ts";
import { Found } from "./Found.tsx";
import { Pieces } from "./Pieces.tsx";
import { useCount, useKeptSegments } from "./remote.ts";
import { spokenOf } from "./spoken.ts";
import css from "./segments.module.css";

export type Begun = Pick<Segment, "name" | "query">;

interface Props {
  list: Address;
  segment: Begun | Segment;
  onClose: () => void;
}

export function SegmentDialog({ list, segment, onClose }: Props) {
  const { t } = useLingui();
  const [name, setName] = useState(segment.name);
  const [query, setQuery] = useState(segment.query);
  const { add, change } = useKeptSegments(list.id);
  const found = useCount(list.id, query);
  const bad = found.error instanceof Problem && found.error.code === "bad-query";
  const before = "id" in segment ? segment.id : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wish = { name: name.trim(), query: query.trim() };
    if (before) change.mutate({ id: before, ...wish }, { onSuccess: onClose });
    else add.mutate(wish, { onSuccess: onClose });
  };
  const error = add.error ?? change.error;
  const busy = add.isPending || change.isPending;
  return (
    <Dialog
      open
      size={640}
      onClose={onClose}
      title={before ? t`Change the segment` : t`New segment`}
    >
      <form className={css.form} onSubmit={submit}>
        <TextInput
          label={t({ message: "Name", context: "segment" })}
          placeholder={t`Readers in Bonn`}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Question
          list={list.id}
          value={query}
          error={bad ? (found.error as Problem) : null}
          onChange={setQuery}
        />
        <Found query={query} found={found} />
        {error && !(bad && error instanceof Problem && error.code === "bad-query") && (
          <ProblemBox error={error} />
        )}
        <div className={css.foot}>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button
            look="filled"
            type="submit"
            disabled={!name.trim() || !query.trim() || bad || busy}
          >
            {before ? t`Save` : t`Save segment`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface QuestionProps {
  list: string;
  value: string;
  error: Problem | null;
  onChange: (query: string) => void;
}

function Question({ list, value, error, onChange }: QuestionProps) {
  const { t } = useLingui();
  const field = useRef<HTMLInputElement>(null);
  const spoken = useMemo(() => spokenOf(list), [list]);
  return (
    <div>
      <label className={css.label} htmlFor="segment-query">{t`Who belongs into it`}</label>
      <div className={css.query} data-query>
        <QueryBox
          id="segment-query"
          field={field}
          text={value}
          onText={onChange}
          onSearch={onChange}
          label={t`Who belongs into it`}
          placeholder="language:de answered:90d -attr.city:Berlin"
          error={error}
          spoken={spoken}
        />
      </div>
      <Pieces
        list={list}
        query={value}
        onChange={(next) => {
          onChange(next);
          requestAnimationFrame(() => {
            field.current?.focus();
            field.current?.setSelectionRange(next.length, next.length);
          });
        }}
      />
    </div>
  );
}
