/** Who this is about: the person, earlier conversations, lists they are on, who else takes part. */
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { IconLayoutSidebarRight, IconMail, IconUsers } from "@tabler/icons-react";
import type { Detail } from "../../api/types.ts";
import { called, day, local } from "../../lib/format.ts";
import { useNow } from "../../lib/useNow.ts";
import { useConversation } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { IconButton } from "../../ui/Button.tsx";
import { ModeSign } from "../../ui/ModeSign.tsx";
import css from "./Context.module.css";

export function Context({ id, onHide }: { id: string; onHide: () => void }) {
  const { t } = useLingui();
  const detail = useConversation(id).data;
  return (
    <aside className={css.context} aria-label={t`About the person`}>
      <header className={css.head}>
        <span className={css.name}>{detail && called(detail.contact)}</span>
        <IconButton label={t`Hide the side panel`} onClick={onHide}>
          <IconLayoutSidebarRight size={20} stroke={1.5} />
        </IconButton>
      </header>
      {detail && <About detail={detail} />}
    </aside>
  );
}

function About({ detail }: { detail: Detail }) {
  const { t, i18n } = useLingui();
  const now = useNow();
  const { contact, contact_panel: panel } = detail;
  const others = detail.participants.filter((one) => one.address !== contact.address);
  const say = (at: string) => day(at, { now, language: i18n.locale });
  return (
    <>
      <section className={css.person}>
        <Avatar person={contact} size={48} />
        <div>
          <b>{called(contact)}</b>
          <span>{contact.address.split("@")[1]}</span>
        </div>
      </section>
      <ul className={css.facts}>
        <li>
          <IconMail size={18} stroke={1.5} aria-hidden />
          <span title={contact.address}>{contact.address}</span>
        </li>
        {others.map((one) => (
          <li key={one.address}>
            <IconUsers size={18} stroke={1.5} aria-hidden />
            <span title={one.address}>
              {one.role === "cc" ? t`${called(one)} (in copy)` : called(one)}
            </span>
          </li>
        ))}
      </ul>
      {panel.earlier.length > 0 && (
        <section className={css.section}>
          <h2>
            {t`Earlier`} <span>{panel.earlier.length}</span>
          </h2>
          {panel.earlier.map((one) => (
            <Link
              key={one.id}
              className={css.line}
              to="/mail/$box/$view/{-$id}"
              params={{ box: detail.address_id, view: "all", id: one.id }}
            >
              <span>{one.subject || t`(no subject)`}</span>
              <time dateTime={one.last_activity_at}>{say(one.last_activity_at)}</time>
            </Link>
          ))}
        </section>
      )}
      {panel.lists.length > 0 && (
        <section className={css.section}>
          <h2>{t`On these lists`}</h2>
          {panel.lists.map((one) => (
            <p key={one.address} className={css.line} title={one.address}>
              <ModeSign mode="list" />
              <span>{local(one.address)}</span>
              <time dateTime={one.since}>{t`since ${say(one.since)}`}</time>
            </p>
          ))}
        </section>
      )}
    </>
  );
}
