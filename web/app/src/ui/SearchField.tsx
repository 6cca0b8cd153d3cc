/** The search field: completes while one types; Enter searches, Escape gives it back. */
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconSearch, IconX } from "@tabler/icons-react";
import type { Problem } from "../api/client.ts";
import { QueryBox } from "./search/QueryBox.tsx";
import { recent } from "./search/recent.ts";
import css from "./SearchField.module.css";

interface Props {
  value?: string;
  onSearch: (q: string) => void;
  onClear?: () => void;
  /** Rises when someone asks for the focus. */
  focus?: number;
  hint?: ReactNode;
  /** Why the search for `value` was refused. */
  error?: Problem | null;
}

export function SearchField({ value = "", onSearch, onClear, focus = 0, hint, error }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (focus) field.current?.focus();
  }, [focus]);
  const search = (q: string) => {
    if (!q.trim()) return;
    recent.add(q.trim());
    setText(q.trim());
    onSearch(q.trim());
  };
  return (
    <form
      role="search"
      className={css.search}
      onSubmit={(event) => {
        event.preventDefault();
        search(text);
      }}
    >
      <IconSearch size={18} stroke={1.5} aria-hidden />
      <QueryBox
        field={field}
        text={text}
        onText={setText}
        onSearch={search}
        onEscape={() => onClear?.()}
        label={t`Search`}
        placeholder={t`Search …`}
        error={text === value ? error : null}
        remembers
      />
      {value && onClear ? (
        <button
          type="button"
          className={css.clear}
          aria-label={t`End the search`}
          onClick={onClear}
        >
          <IconX size={16} stroke={1.5} />
        </button>
      ) : (
        hint
      )}
    </form>
  );
}
