/** A line in which a query is typed: completes itself, and underlines the word that is wrong. */
import { lazy, Suspense, useEffect, useState, type RefObject } from "react";
import { useLingui } from "@lingui/react/macro";
import type { Problem } from "../../api/client.ts";
import type { Spoken } from "./fields.ts";
import css from "./QueryBox.module.css";

export type { Spoken } from "./fields.ts";

const Suggest = lazy(() => import("./Suggest.tsx"));

interface Props {
  id?: string;
  text: string;
  onText: (text: string) => void;
  /** Enter, or something chosen that is a whole search. */
  onSearch: (q: string) => void;
  onEscape?: () => void;
  field: RefObject<HTMLInputElement | null>;
  label: string;
  placeholder: string;
  /** The refusal of exactly this text. */
  error?: Problem | null | undefined;
  /** Offers what was searched last. */
  remembers?: boolean;
  /** What is asked in the same language about something else than mail. */
  spoken?: Spoken;
}

export function QueryBox(props: Props) {
  const { text, onText, field, label, placeholder, error } = props;
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(text.length);
  const [active, setActive] = useState<string | undefined>();
  const [scrolled, setScrolled] = useState(0);
  const look = () => {
    setAt(field.current?.selectionStart ?? 0);
    setScrolled(field.current?.scrollLeft ?? 0);
  };
  useEffect(() => {
    if (!open) setActive(undefined);
  }, [open]);
  useEffect(() => {
    if (error && document.activeElement === field.current) setOpen(true);
  }, [error, field]);
  return (
    <div className={css.box}>
      {error && <BadWord text={text} problem={error} scrolled={scrolled} />}
      <input
        ref={field}
        id={props.id}
        type="search"
        role="combobox"
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={text}
        placeholder={placeholder}
        aria-label={label}
        aria-expanded={open}
        aria-controls="suggestions"
        aria-autocomplete="list"
        aria-activedescendant={active}
        aria-invalid={error ? true : undefined}
        // a dialog around it listens before us: the first Escape is not for it
        data-mantine-stop-propagation={open && text ? "true" : undefined}
        onChange={(event) => {
          onText(event.target.value);
          setOpen(true);
          look();
        }}
        onSelect={look}
        onScroll={look}
        onFocus={() => setOpen(true)}
        onPointerDown={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => {
          if (event.key === "Enter") setOpen(false); // what is offered makes room for what is found
          if (event.key !== "Escape") return;
          if (open && text) {
            event.preventDefault(); // of itself the browser would empty the field
            event.stopPropagation(); // the first Escape closes what is offered
            return setOpen(false);
          }
          field.current?.blur();
          props.onEscape?.();
        }}
      />
      {open && (
        <Suspense fallback={null}>
          <Suggest
            field={field}
            text={text}
            at={at}
            error={error}
            label={t`Suggestions`}
            remembers={props.remembers}
            spoken={props.spoken}
            onActive={setActive}
            onText={(next, cursor) => {
              onText(next);
              requestAnimationFrame(() => {
                if (field.current?.value !== next) return; // typed on meanwhile
                field.current.setSelectionRange(cursor, cursor);
                look();
              });
            }}
            onSearch={(q) => {
              setOpen(false);
              props.onSearch(q);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

/** Lies under the text, letter on letter, and shows only the line below the word. */
function BadWord({
  text,
  problem,
  scrolled,
}: {
  text: string;
  problem: Problem;
  scrolled: number;
}) {
  const from = Number(problem.body["position"] ?? -1);
  const word = String(problem.body["word"] ?? "");
  if (from < 0 || from > text.length) return null;
  const to = Math.max(from + word.length, from + 1);
  return (
    <div className={css.mirror} aria-hidden>
      <span style={{ marginLeft: -scrolled }}>
        {text.slice(0, from)}
        <u>{text.slice(from, to) || "\u00a0"}</u>
        {text.slice(to)}
      </span>
    </div>
  );
}
