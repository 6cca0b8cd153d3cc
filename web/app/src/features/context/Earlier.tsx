/** Earlier conversations with the same person, newest first. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { IconCheck } from "@tabler/icons-react";
import type { Detail } from "../../api/types.ts";
import { day } from "../../lib/format.ts";
import { useNow } from "../../lib/useNow.ts";
import type { Contact } from "../../sync/contact.ts";
import css from "./Context.module.css";

const FEW = 5;

export function Earlier({ detail, contact }: { detail: Detail; contact: Contact | undefined }) {
  const { t, i18n } = useLingui();
  const now = useNow();
  const [all, setAll] = useState(false);
  const known =
    contact?.earlier ?? detail.contact_panel.earlier.map((one) => ({ ...one, state: null }));
  const earlier = known.filter((one) => one.id !== detail.id);
  if (!earlier.length) return null;
  const shown = all ? earlier : earlier.slice(0, FEW);
  return (
    <section className={css.section}>
      <h2>
        {t`Earlier`} <span>{earlier.length}</span>
      </h2>
      {shown.map((one) => (
        <Link
          key={one.id}
          className={css.line}
          to="/mail/$box/$view/{-$id}"
          params={{ box: "all", view: "all", id: one.id }}
        >
          <span title={one.subject}>{one.subject || t`(no subject)`}</span>
          {one.state === "closed" && (
            <IconCheck size={15} stroke={1.75} aria-label={t`Closed`} color="var(--ok)" />
          )}
          <time dateTime={one.last_activity_at}>
            {day(one.last_activity_at, { now, language: i18n.locale })}
          </time>
        </Link>
      ))}
      {earlier.length > FEW && !all && (
        <button type="button" className={css.quiet} onClick={() => setAll(true)}>
          {t`Show all`}
        </button>
      )}
    </section>
  );
}
