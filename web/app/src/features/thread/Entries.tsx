/** The cards of a conversation in order; early ones behind one line, what came in between dated. */
import { useMemo, useState } from "react";
import { Plural, useLingui } from "@lingui/react/macro";
import { IconChevronRight } from "@tabler/icons-react";
import type { Detail } from "../../api/types.ts";
import { choosing, toggle } from "../../commands/choosing.ts";
import { firstName } from "../../lib/format.ts";
import { useStore } from "../../lib/store.ts";
import { useMe, usePeople } from "../../sync/queries.ts";
import { Checkbox } from "../../ui/forms.ts";
import { Time } from "../../ui/Time.tsx";
import { earlier, seenAfter, unfolded, type Entry } from "./entries.ts";
import { EventLine } from "./EventLine.tsx";
import { MailCard } from "./MailCard.tsx";
import { NoteCard } from "./NoteCard.tsx";
import { SeenMarks } from "./SeenMarks.tsx";
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
  const me = useMe().data?.address;
  const seen = useMemo(
    () =>
      seenAfter(
        entries,
        detail.seen_by.filter((one) => one.user !== me),
      ),
    [entries, detail.seen_by, me],
  );
  const chosen = useStore(choosing);
  const choose = chosen?.conversation === detail.id ? chosen.numbers : null;
  const behind = all || choose ? [] : entries.filter((entry) => hidden.has(entry.number));
  const shown = all || choose ? entries : entries.filter((entry) => !hidden.has(entry.number));
  return (
    <div className={css.entries}>
      {behind.length > 0 && <Earlier behind={behind} onShow={() => setAll(true)} />}
      {shown.map((entry) => (
        <div key={entry.number} className={css.entry} data-number={entry.number}>
          {choose && entry.type !== "event" && (
            <Choose number={entry.number} chosen={choose.has(entry.number)} />
          )}
          <One
            entry={entry}
            detail={detail}
            begins={open.has(entry.number) || entry.number > read}
          />
          <SeenMarks seen={seen.get(entry.number) ?? []} />
        </div>
      ))}
    </div>
  );
}

function One({ entry, detail, begins }: { entry: Entry; detail: Detail; begins: boolean }) {
  switch (entry.type) {
    case "message":
      return <MailCard message={entry.message} conversation={detail.id} begins={begins} />;
    case "note":
      return <NoteCard note={entry.note} />;
    case "event":
      return <EventLine event={entry.event} />;
  }
}

function Choose({ number, chosen }: { number: number; chosen: boolean }) {
  const { t } = useLingui();
  return (
    <Checkbox
      className={css.choose}
      checked={chosen}
      aria-label={t`Choose this one`}
      onChange={() => toggle(number)}
    />
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
