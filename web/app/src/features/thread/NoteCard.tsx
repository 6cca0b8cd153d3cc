/** A note: amber, with a lock; it never leaves the house. */
import { useLingui } from "@lingui/react/macro";
import { IconLockFilled } from "@tabler/icons-react";
import type { Note } from "../../api/types.ts";
import { called } from "../../lib/format.ts";
import { usePeople } from "../../sync/queries.ts";
import { Time } from "../../ui/Time.tsx";
import css from "./Thread.module.css";

export function NoteCard({ note }: { note: Note }) {
  const { t } = useLingui();
  const people = usePeople().data?.items ?? [];
  const author = people.find((one) => one.address === note.author);
  return (
    <section className={css.note} aria-label={t`Note`}>
      <header className={css.noteHead}>
        <IconLockFilled size={15} aria-hidden />
        <b>{note.guest ?? called(author ?? { address: note.author, name: "" })}</b>
        <span>{note.guest ? t`guest · stays inside` : t`stays inside`}</span>
        <Time at={note.at} how="stamp" />
      </header>
      <p className={css.noteText}>
        {note.text.split(/(@[\p{L}\p{N}._-]+)/u).map((part, n) =>
          part.startsWith("@") ? (
            <mark key={n} className={css.mention}>
              {part}
            </mark>
          ) : (
            part
          ),
        )}
      </p>
    </section>
  );
}
