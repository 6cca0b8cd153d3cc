/** Notes on a person: amber like all that stays inside; they go with the person, not the mail. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconLockFilled, IconPlus, IconX } from "@tabler/icons-react";
import { firstName } from "../../lib/format.ts";
import {
  addContactNote,
  removeContactNote,
  type Contact,
  type ContactNote,
} from "../../sync/contact.ts";
import { usePeople } from "../../sync/queries.ts";
import { Button } from "../../ui/Button.tsx";
import { Time } from "../../ui/Time.tsx";
import css from "./Context.module.css";

export function Notes({ contact }: { contact: Contact }) {
  const { t } = useLingui();
  const [text, setText] = useState<string | null>(null);
  const add = async () => {
    if (text?.trim() && (await addContactNote(contact.address, text.trim()))) setText(null);
  };
  return (
    <section className={css.section}>
      <h2 className={css.noteTitle}>
        <IconLockFilled size={14} aria-hidden />
        {t`Notes on this person`}
        {text === null && (
          <button
            type="button"
            aria-label={t`Add a note on this person`}
            onClick={() => setText("")}
          >
            <IconPlus size={16} stroke={1.75} />
          </button>
        )}
      </h2>
      {contact.notes.map((note) => (
        <One key={note.id} note={note} address={contact.address} />
      ))}
      {text !== null && (
        <div className={css.note}>
          <textarea
            autoFocus
            rows={3}
            value={text}
            aria-label={t`Note on this person`}
            placeholder={t`What should everyone know?`}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") setText(null);
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void add();
            }}
          />
          <footer>
            <Button look="plain" onClick={() => setText(null)}>{t`Cancel`}</Button>
            <Button
              look="note"
              disabled={!text.trim()}
              onClick={() => void add()}
            >{t`Add note`}</Button>
          </footer>
        </div>
      )}
      {!contact.notes.length && text === null && (
        <button type="button" className={css.quiet} onClick={() => setText("")}>
          {t`Nothing noted yet.`}
        </button>
      )}
    </section>
  );
}

function One({ note, address }: { note: ContactNote; address: string }) {
  const { t } = useLingui();
  const people = usePeople().data?.items ?? [];
  const found = people.find((one) => one.address === note.author);
  return (
    <div className={css.note}>
      <p>{note.text}</p>
      <small>
        {firstName(found ?? { address: note.author, name: "" })} · <Time at={note.at} how="stamp" />
      </small>
      <button
        type="button"
        className={css.remove}
        aria-label={t`Remove this note`}
        onClick={() => void removeContactNote(address, note)}
      >
        <IconX size={15} stroke={1.75} />
      </button>
    </div>
  );
}
