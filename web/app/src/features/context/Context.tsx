/** Who this is about: the person, notes on them, earlier conversations, lists, and who takes part. */
import { useLingui } from "@lingui/react/macro";
import { IconLayoutSidebarRight } from "@tabler/icons-react";
import type { Detail } from "../../api/types.ts";
import { called } from "../../lib/format.ts";
import { useContact } from "../../sync/contact.ts";
import { useConversation } from "../../sync/queries.ts";
import { IconButton } from "../../ui/Button.tsx";
import { Rows } from "../../ui/Skeleton.tsx";
import { Card } from "./Card.tsx";
import { Earlier } from "./Earlier.tsx";
import { Guests } from "./Guests.tsx";
import { Linked } from "./Linked.tsx";
import { Notes } from "./Notes.tsx";
import { OnLists } from "./OnLists.tsx";
import { Participants } from "./Participants.tsx";
import css from "./Context.module.css";

export default function Context({ id, onHide }: { id: string; onHide: () => void }) {
  const { t } = useLingui();
  const found = useConversation(id);
  const detail = found.data;
  if (found.isError && !detail) return null; // the thread says so
  return (
    <aside className={css.context} aria-label={t`About the person`}>
      <header className={css.head}>
        <span className={css.name}>{detail && called(detail.contact)}</span>
        <IconButton label={t`Hide the side panel`} onClick={onHide}>
          <IconLayoutSidebarRight size={20} stroke={1.5} />
        </IconButton>
      </header>
      {detail && <About key={detail.id} detail={detail} />}
    </aside>
  );
}

function About({ detail }: { detail: Detail }) {
  const { t } = useLingui();
  const { address } = detail.contact;
  const own = detail.mode === "list" && detail.messages.every((one) => one.direction === "out");
  const found = useContact(own ? undefined : address);
  const contact = found.data;
  return (
    <>
      {contact ? (
        <Card contact={contact} />
      ) : found.isLoading ? (
        <Rows count={1} />
      ) : (
        <p className={css.bare}>
          {own ? t`A post of our own.` : t`Nothing more is known, or not for you to see.`}
        </p>
      )}
      <Participants detail={detail} />
      {contact && <Notes contact={contact} />}
      <Linked detail={detail} />
      <Guests detail={detail} />
      <Earlier detail={detail} contact={contact} />
      <OnLists detail={detail} contact={contact} />
    </>
  );
}
