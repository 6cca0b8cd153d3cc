/** The lists this person is on. */
import { useLingui } from "@lingui/react/macro";
import type { Detail } from "../../api/types.ts";
import { day, local } from "../../lib/format.ts";
import { useNow } from "../../lib/useNow.ts";
import type { Contact } from "../../sync/contact.ts";
import { ModeSign } from "../../ui/ModeSign.tsx";
import css from "./Context.module.css";

export function OnLists({ detail, contact }: { detail: Detail; contact: Contact | undefined }) {
  const { t, i18n } = useLingui();
  const now = useNow();
  const lists = contact?.lists ?? detail.contact_panel.lists;
  if (!lists.length) return null;
  return (
    <section className={css.section}>
      <h2>{t`On these lists`}</h2>
      {lists.map((one) => {
        const since = day(one.since, { now, language: i18n.locale });
        return (
          <p key={one.address} className={css.line} title={one.address}>
            <ModeSign mode="list" />
            <span>{local(one.address)}</span>
            <time dateTime={one.since}>{t`since ${since}`}</time>
          </p>
        );
      })}
    </section>
  );
}
