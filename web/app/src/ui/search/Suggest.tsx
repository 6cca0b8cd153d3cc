/** What is offered below a query: what is wrong, what completes the word, what was searched last. */
import { useEffect, useLayoutEffect, useState, type ReactNode, type RefObject } from "react";
import { createPortal } from "react-dom";
import { useLingui } from "@lingui/react/macro";
import {
  IconAt,
  IconFilter,
  IconHistory,
  IconTag,
  IconUser,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { Problem } from "../../api/client.ts";
import { cx } from "../../lib/cx.ts";
import { taken, type Completion } from "../../lib/query.ts";
import { MAIL, type Spoken } from "./fields.ts";
import { recent } from "./recent.ts";
import { sentence } from "./sentence.ts";
import { useCompletions } from "./useCompletions.ts";
import css from "./QueryBox.module.css";

interface Props {
  field: RefObject<HTMLInputElement | null>;
  text: string;
  /** Where the cursor stands. */
  at: number;
  error?: Problem | null | undefined;
  label: string;
  remembers?: boolean | undefined;
  spoken?: Spoken | undefined;
  onActive: (id: string | undefined) => void;
  onText: (text: string, cursor: number) => void;
  onSearch: (q: string) => void;
}

interface Offer {
  key: string;
  group: string;
  icon: ReactNode;
  name: string;
  means: string;
  run: () => void;
}

const ICON = { size: 16, stroke: 1.5, "aria-hidden": true } as const;
const KINDS: Record<Completion["kind"], ReactNode> = {
  field: <IconFilter {...ICON} />,
  value: <IconFilter {...ICON} />,
  person: <IconUser {...ICON} />,
  label: <IconTag {...ICON} />,
  address: <IconAt {...ICON} />,
  team: <IconUsersGroup {...ICON} />,
};

export default function Suggest(props: Props) {
  const { field, text, error, label, onActive } = props;
  const { t, i18n } = useLingui();
  const [last, setLast] = useState(recent.get);
  const offers = useOffers(props, last);
  const [chosen, setChosen] = useState(-1);
  const index = Math.min(chosen, offers.length - 1);
  useEffect(() => setChosen(-1), [text]);
  useEffect(() => {
    onActive(index >= 0 ? `suggestion-${String(index)}` : undefined);
  }, [index, onActive]);
  useKeys(field, { offers, index, setChosen });
  const place = usePlace(field);
  if (!offers.length && !error) return null;
  return createPortal(
    <div className={css.list} style={place} onPointerDown={(event) => event.preventDefault()}>
      {error && (
        <p className={css.wrong} role="alert">
          {i18n._(sentence(error))}
        </p>
      )}
      <ul id="suggestions" role="listbox" aria-label={label}>
        {offers.map((offer, n) => (
          <li key={offer.key} role="presentation">
            {offer.group !== offers[n - 1]?.group && offer.group && (
              <p className={css.group}>
                {offer.group}
                {offer.key.startsWith("recent") && (
                  <button
                    type="button"
                    tabIndex={-1}
                    onClick={() => {
                      recent.clear();
                      setLast([]);
                    }}
                  >
                    {t`Forget`}
                  </button>
                )}
              </p>
            )}
            <button
              type="button"
              role="option"
              id={`suggestion-${String(n)}`}
              tabIndex={-1}
              aria-selected={n === index}
              className={cx(css.one, n === index && css.here)}
              onPointerMove={() => setChosen(n)}
              onClick={offer.run}
            >
              {offer.icon}
              <span className={css.what}>{offer.name}</span>
              <span className={css.means}>{offer.means}</span>
            </button>
          </li>
        ))}
      </ul>
      {text && offers.length > 0 && (
        <p className={css.foot} aria-hidden>
          <span>
            <kbd>↹</kbd>
            {t`take the first`}
          </span>
          {props.remembers && (
            <span>
              <kbd>↵</kbd>
              {t`search`}
            </span>
          )}
        </p>
      )}
    </div>,
    document.body,
  );
}

function useOffers(props: Props, last: readonly string[]): Offer[] {
  const { text, at, remembers, onText, onSearch } = props;
  const { path, fields: names, values } = props.spoken ?? MAIL;
  const { t, i18n } = useLingui();
  const found = useCompletions(text, at, path);
  const means = (insert: string) => {
    const words = values[insert.trim()] ?? names[insert.replace(/^-|:.*$/g, "")];
    return words ? i18n._(words) : "";
  };
  if (text.trim())
    return found.map((one) => ({
      key: one.kind + one.insert,
      group: "",
      icon: KINDS[one.kind],
      ...said(one, means(one.insert)),
      run() {
        const next = taken(text, one);
        onText(next.text, next.at);
      },
    }));
  const searched = (remembers ? last : []).map((q) => ({
    key: `recent ${q}`,
    group: t`Searched last`,
    icon: <IconHistory {...ICON} />,
    name: q,
    means: "",
    run: () => onSearch(q),
  }));
  const fields = Object.entries(names)
    .slice(0, 12)
    .map(([name, words]) => ({
      key: name,
      group: t`Narrow it down`,
      icon: KINDS.field,
      name: `${name}:`,
      means: i18n._(words),
      run: () => onText(`${name}:`, name.length + 1),
    }));
  return [...searched, ...fields];
}

/** Fields and values by what is typed, all else by its name; behind it what it means. */
function said(one: Completion, words: string): Pick<Offer, "name" | "means"> {
  const typed = one.insert.trim();
  if (one.kind === "field") return { name: typed, means: words || one.label };
  if (one.kind === "value") return { name: typed, means: words };
  const [, name = one.label, address = ""] = /^(.*) <(.+)>$/.exec(one.label) ?? [];
  return { name, means: address };
}

interface Choosing {
  offers: readonly Offer[];
  index: number;
  setChosen: (index: number) => void;
}

/** Arrows choose, Enter takes what is chosen, Tab also the first; all else goes on to the field. */
function useKeys(field: Props["field"], { offers, index, setChosen }: Choosing): void {
  useEffect(() => {
    const input = field.current;
    const pressed = (event: KeyboardEvent) => {
      const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      const typed = input?.value.trim() !== "";
      const take =
        event.key === "Enter" || (event.key === "Tab" && !event.shiftKey && typed)
          ? offers[event.key === "Tab" ? Math.max(0, index) : index]
          : undefined;
      if (event.isComposing || (!by && !take) || !offers.length) return;
      event.preventDefault();
      event.stopPropagation();
      // one place more than offers: nothing chosen, the text as it stands
      if (by) setChosen(((index + 1 + by + offers.length + 1) % (offers.length + 1)) - 1);
      take?.run();
    };
    input?.addEventListener("keydown", pressed);
    return () => input?.removeEventListener("keydown", pressed);
  }, [field, offers, index, setChosen]);
}

/** Below the field, wide enough to read, inside of the window. */
function usePlace(field: Props["field"]): React.CSSProperties {
  const [place, setPlace] = useState<React.CSSProperties>({ visibility: "hidden" });
  useLayoutEffect(() => {
    const look = () => {
      const around = field.current?.closest("form, [data-query]") ?? field.current;
      const box = around?.getBoundingClientRect();
      if (!box) return;
      const width = Math.min(Math.max(box.width, 440), window.innerWidth - 16);
      const left = Math.max(8, Math.min(box.left, window.innerWidth - width - 8));
      setPlace({ top: box.bottom + 6, left, width });
    };
    look();
    window.addEventListener("resize", look);
    return () => window.removeEventListener("resize", look);
  }, [field]);
  return place;
}
