/** Answer or note below a conversation; the frame has the colour of where it goes. */
import { useEffect, useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconArrowBackUp, IconLock } from "@tabler/icons-react";
import type { Detail } from "../../api/types.ts";
import { begin } from "../../commands/scene.ts";
import { cx } from "../../lib/cx.ts";
import { firstName } from "../../lib/format.ts";
import { useStore } from "../../lib/store.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { doing, useOthers } from "../../sync/presence.ts";
import { useMe, usePeople } from "../../sync/queries.ts";
import { returned } from "../../sync/sending.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Answer } from "./Answer.tsx";
import { Who } from "./GoesTo.tsx";
import { NoteField } from "./NoteField.tsx";
import css from "./Composer.module.css";

interface Props {
  detail: Detail;
  /** How far the person has seen. */
  seen: number;
  /** Shows what waits behind the "new" bar. */
  onShowNew: () => void;
}

type Kind = "reply" | "note";

export default function Composer({ detail, seen, onShowNew }: Props) {
  const { t } = useLingui();
  const me = useMe().data?.address;
  const draft = detail.drafts.find((one) => one.author === me && one.kind === "reply");
  const may = detail.identities.length > 0;
  const [kind, setKind] = useState<Kind>(may ? "reply" : "note");
  const [writing, setWriting] = useState(draft !== undefined);
  const wish = useStore(begin);
  const back = useStore(returned);
  const phone = usePhone();
  useEffect(() => {
    if (wish?.conversation !== detail.id) return;
    begin.set(null);
    setKind(wish.kind === "reply" && !may ? "note" : wish.kind);
    setWriting(true);
  }, [wish, detail.id, may]);
  useEffect(() => {
    if (back?.conversation !== detail.id) return;
    setKind("reply");
    setWriting(true);
  }, [back, detail.id]);
  const start = (next: Kind) => {
    setKind(next);
    setWriting(true);
  };
  const end = () => {
    setWriting(false);
    doing.set({ conversation: detail.id, state: "viewing" });
  };
  if (!writing && phone) return <Starters detail={detail} may={may} onStart={start} />;
  return (
    <section
      className={cx(css.composer, kind === "note" && css.inside, phone && css.full)}
      aria-label={kind === "note" ? t`Note` : t`Answer`}
    >
      <header className={css.tabs}>
        {may && (
          <button
            type="button"
            className={css.tab}
            aria-pressed={kind === "reply"}
            onClick={() => start("reply")}
          >
            <IconArrowBackUp size={17} stroke={1.5} aria-hidden />
            {t`Answer`}
          </button>
        )}
        <button
          type="button"
          className={css.tab}
          aria-pressed={kind === "note"}
          onClick={() => start("note")}
        >
          <IconLock size={16} stroke={1.5} aria-hidden />
          {t`Note`}
        </button>
        <Writing detail={detail} me={me} />
        {phone && (
          <Button look="plain" onClick={end}>
            {t`Back`}
          </Button>
        )}
      </header>
      {kind === "note" ? (
        <NoteField detail={detail} onDone={end} focus={writing} />
      ) : (
        <Answer
          detail={detail}
          seen={seen}
          draft={draft}
          writing={writing}
          onBegin={() => setWriting(true)}
          onDone={end}
          onShowNew={onShowNew}
        />
      )}
    </section>
  );
}

/** The phone's two buttons under a conversation. */
function Starters({
  detail,
  may,
  onStart,
}: {
  detail: Detail;
  may: boolean;
  onStart: (kind: Kind) => void;
}) {
  const { t } = useLingui();
  return (
    <div className={css.starters}>
      {may && (
        <p className={css.starterGoes}>
          <Who people={[...detail.reply_to, ...detail.reply_cc]} />
        </p>
      )}
      {may && (
        <Button
          look="filled"
          icon={<IconArrowBackUp size={20} stroke={1.5} />}
          onClick={() => onStart("reply")}
        >
          {t`Answer`}
        </Button>
      )}
      <Button
        className={css.noteStarter}
        icon={<IconLock size={18} stroke={1.5} />}
        onClick={() => onStart("note")}
      >
        {t`Note`}
      </Button>
    </div>
  );
}

/** Warns while someone else writes, too. */
function Writing({ detail, me }: { detail: Detail; me: string | undefined }) {
  const { t } = useLingui();
  const people = usePeople().data?.items ?? [];
  const other = useOthers(detail.id, me).find((one) => one.state === "composing");
  if (!other) return <span className={css.gap} />;
  const person = people.find((one) => one.address === other.user) ?? {
    address: other.user,
    name: "",
  };
  const name = firstName(person);
  return (
    <span className={css.writingToo} role="status">
      <Avatar person={person} size={22} solid ring="composing" />
      {t`${name} is writing too`}
    </span>
  );
}
