/** Above the table: the search, quick choices, order, segments, and the file to take away. */
import { useLingui } from "@lingui/react/macro";
import { IconDownload, IconSearch, IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo, useRef, type ReactNode } from "react";
import type { Problem } from "../../../api/client.ts";
import { IconButton } from "../../../ui/Button.tsx";
import { Select } from "../../../ui/forms.ts";
import { Filters } from "../../../ui/page/Page.tsx";
import { QueryBox } from "../../../ui/search/QueryBox.tsx";
import { listPath } from "../frame/path.ts";
import { spokenOf } from "../segments/spoken.ts";
import { useSegments } from "../remote.ts";
import { exportPath, type Filter } from "./remote.ts";
import { SORTS, STATES } from "./words.ts";
import css from "./subscribers.module.css";

interface Props {
  id: string;
  filter: Filter;
  onFilter: (filter: Filter) => void;
  error: Problem | null;
  add: ReactNode;
}

export function Tools({ id, filter, onFilter, error, add }: Props) {
  const { t, i18n } = useLingui();
  const segments = useSegments(id).data ?? [];
  const set = (some: Partial<Filter>) => onFilter({ ...filter, ...some });
  const states = [
    { key: "", name: t`All` },
    ...Object.entries(STATES).map(([key, words]) => ({ key, name: i18n._(words.name) })),
  ];
  return (
    <>
      <div className={css.tools}>
        <Search id={id} text={filter.q} error={error} onText={(q) => set({ q })} />
        <span className={css.ends}>
          <a className={css.download} href={exportPath(id, filter)} download>
            <IconDownload size={18} stroke={1.5} aria-hidden />
            {t`Export`}
          </a>
          {add}
        </span>
      </div>
      <div className={css.narrow}>
        <Filters
          label={t`State`}
          choices={states}
          chosen={filter.state}
          onChoose={(state) => set({ state })}
        />
        <span className={css.ends}>
          {segments.length > 0 && (
            <Select
              className={css.choice}
              aria-label={t`Segment`}
              placeholder={t`All segments`}
              clearable
              data={segments.map((one) => ({ value: one.id, label: one.name }))}
              value={filter.segment || null}
              onChange={(segment) => set({ segment: segment ?? "" })}
            />
          )}
          <Select
            className={css.choice}
            aria-label={t`Order`}
            data={Object.entries(SORTS).map(([value, words]) => ({ value, label: i18n._(words) }))}
            value={filter.sort}
            allowDeselect={false}
            onChange={(sort) => sort && set({ sort })}
          />
        </span>
      </div>
      {filter.q.trim() && !error && (
        <Link
          className={css.keep}
          to={listPath(id, "segments")}
          search={{ q: filter.q.trim() } as never}
        >
          {t`Keep this search as a segment`}
        </Link>
      )}
    </>
  );
}

interface SearchProps {
  id: string;
  text: string;
  error: Problem | null;
  onText: (text: string) => void;
}

function Search({ id, text, error, onText }: SearchProps) {
  const { t } = useLingui();
  const field = useRef<HTMLInputElement>(null);
  const spoken = useMemo(() => spokenOf(id), [id]);
  return (
    <div className={css.search} data-query>
      <IconSearch size={18} stroke={1.5} aria-hidden />
      <QueryBox
        field={field}
        text={text}
        onText={onText}
        onSearch={onText}
        label={t`Search subscribers`}
        placeholder={t`Name, address, or city:Bonn -answered:90d`}
        error={error}
        spoken={spoken}
      />
      {text && (
        <IconButton
          label={t`Clear the search`}
          onClick={() => {
            onText("");
            field.current?.focus();
          }}
        >
          <IconX size={16} stroke={1.5} />
        </IconButton>
      )}
    </div>
  );
}
