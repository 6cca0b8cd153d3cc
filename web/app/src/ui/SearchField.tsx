/** The search field; Enter searches, Escape gives it back. */
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconSearch, IconX } from "@tabler/icons-react";
import css from "./SearchField.module.css";

interface Props {
  value?: string;
  onSearch: (q: string) => void;
  onClear?: () => void;
  /** Rises when someone asks for the focus. */
  focus?: number;
  hint?: ReactNode;
}

export function SearchField({ value = "", onSearch, onClear, focus = 0, hint }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (focus) field.current?.focus();
  }, [focus]);
  return (
    <form
      role="search"
      className={css.search}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) onSearch(text.trim());
      }}
    >
      <IconSearch size={18} stroke={1.5} aria-hidden />
      <input
        ref={field}
        type="search"
        enterKeyHint="search"
        value={text}
        placeholder={t`Search …`}
        aria-label={t`Search`}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            field.current?.blur();
            onClear?.();
          }
        }}
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
