/** The cards of a conversation in order; early ones behind one line. */
import { useState } from "react";
import { Plural, useLingui } from "@lingui/react/macro";
import { IconChevronRight } from "@tabler/icons-react";
import type { Detail } from "../../api/types.ts";
import { firstName } from "../../lib/format.ts";
import { usePeople } from "../../sync/queries.ts";
import { Time } from "../../ui/Time.tsx";
import { earlier, unfolded, type Entry } from "./entries.ts";
import { EventLine } from "./EventLine.tsx";
import { MailCard } from "./MailCard.tsx";
import { NoteCard } from "./NoteCard.tsx";
import css from "./Thread.module.css";

interface Props {
  detail: Detail;
  entries: Entry[];
  /** How far I had read when I opened it. */
  read: number;
}

export function Entries({ detail, entries, read }: Props) {
  const [all, setAll] = useState(false);
  const [open] = useState(() => unfolded(entries, read));
  const [hidden] = useState(() => earlier(entries, open));
  const behind = all ? [] : entries.filter((entry) => entry.number <= hidden);
  const shown = all ? entries : entries.filter((entry) => entry.number > hidden);
  return (
    <div className={css.entries}>
      {behind.length > 0 && <Earlier behind={behind} onShow={() => setAll(true)} />}
      {shown.map((entry) => {
        switch (entry.type) {
          case "message":
            return (
              <MailCard
                key={entry.number}
                message={entry.message}
                conversation={detail.id}
                begins={open.has(entry.number) || entry.number > read}
              />
            );
          case "note":
            return <NoteCard key={entry.number} note={entry.note} />;
          case "event":
            return <EventLine key={entry.number} event={entry.event} />;
        }
      })}
    </div>
  );
}

function Earlier({ behind, onShow }: { behind: Entry[]; onShow: () => void }) {
  const { t } = useLingui();
  const people = usePeople().data?.items ?? [];
  const mails = behind.flatMap((entry) => (entry.type === "message" ? [entry.message] : []));
  const names = new Set(
    mails.map((mail) => firstName(people.find((one) => one.address === mail.author) ?? mail.from)),
  );
  const last = mails.at(-1);
  return (
    <button type="button" className={css.earlier} onClick={onShow} title={t`Show earlier mails`}>
      <IconChevronRight size={16} stroke={1.5} />
      <span>
        <Plural value={mails.length} one="# earlier mail" other="# earlier mails" />
      </span>
      <span className={css.names}>{[...names].join(", ")}</span>
      {last && <Time at={last.at} how="stamp" />}
    </button>
  );
}
