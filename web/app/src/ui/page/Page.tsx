/** The frame of a settings page: head, tabs, sections, filters, and what went wrong. */
import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { said } from "./problems.ts";
import css from "./page.module.css";

interface PageProps {
  title: string;
  sub?: ReactNode;
  sign?: ReactNode;
  actions?: ReactNode;
  tabs?: ReactNode;
  narrow?: boolean;
  children: ReactNode;
}

export function Page({ title, sub, sign, actions, tabs, narrow, children }: PageProps) {
  return (
    <div className={css.page}>
      <div className={`${css.inner} ${narrow ? css.narrow : ""}`}>
        <header className={css.head}>
          {sign && <span className={css.sign}>{sign}</span>}
          <div className={css.titles}>
            <h1 className={css.title}>{title}</h1>
            {sub && <p className={css.sub}>{sub}</p>}
          </div>
          {actions && <div className={css.actions}>{actions}</div>}
        </header>
        {tabs ?? <div className={css.gap} />}
        {children}
      </div>
    </div>
  );
}

export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  const list = useRef<HTMLUListElement>(null);
  const [more, setMore] = useState({ before: false, after: false });
  const look = () => {
    const { scrollLeft = 0, clientWidth = 0, scrollWidth = 0 } = list.current ?? {};
    setMore({ before: scrollLeft > 4, after: scrollLeft + clientWidth < scrollWidth - 4 });
  };
  useEffect(() => {
    // On a phone the chosen tab may lie outside of what is seen.
    const here = list.current?.querySelector<HTMLElement>("[aria-current=page]");
    if (here && list.current) list.current.scrollLeft = here.offsetLeft - 48;
    look();
  }, []);
  return (
    <nav
      aria-label={label}
      className={css.tabsWrap}
      data-before={more.before || undefined}
      data-after={more.after || undefined}
    >
      <ul className={css.tabs} ref={list} onScroll={look}>
        {children}
      </ul>
    </nav>
  );
}

interface SectionProps {
  title: string;
  hint?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Section({ title, hint, actions, children }: SectionProps) {
  return (
    <section className={css.section} aria-label={title}>
      <div className={css.sectionHead}>
        <h2 className={css.sectionTitle}>{title}</h2>
        {actions && <div className={css.sectionActions}>{actions}</div>}
        {hint && <p className={css.sectionHint}>{hint}</p>}
      </div>
      {children}
    </section>
  );
}

/** What went wrong and what to do; with a button where trying again can help. */
export function ProblemBox({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const { t, i18n } = useLingui();
  const words = said(error);
  return (
    <div className={css.problem} role="alert">
      <p>{typeof words === "string" ? words : i18n._(words)}</p>
      {onRetry && (
        <button type="button" className={css.retry} onClick={onRetry}>
          {t`Try again`}
        </button>
      )}
    </div>
  );
}

interface Choice {
  key: string;
  name: string;
}

export function Filters({
  label,
  choices,
  chosen,
  onChoose,
}: {
  label: string;
  choices: readonly Choice[];
  chosen: string;
  onChoose: (key: string) => void;
}) {
  return (
    <div className={css.filters} role="group" aria-label={label}>
      {choices.map(({ key, name }) => (
        <button
          key={key}
          type="button"
          className={css.filter}
          aria-pressed={key === chosen}
          onClick={() => onChoose(key)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
