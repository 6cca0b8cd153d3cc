/** Answer, forward or note below a conversation; the frame has the colour of where it goes. */
import { useEffect, useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconArrowBackUp, IconArrowForwardUp, IconLock } from "@tabler/icons-react";
import type { Detail, Draft } from "../../api/types.ts";
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
import { DraftCards } from "./DraftCards.tsx";
import { NoteField } from "./NoteField.tsx";
import { Starters } from "./Starters.tsx";
import css from "./Composer.module.css";

interface Props {
  detail: Detail;
  /** How far the person has seen. */
  seen: number;
  /** Shows what waits behind the "new" bar. */
  onShowNew: () => void;
}

type Kind = "reply" | "forward" | "note";

/** One go of writing; `n` rises when another one begins. */
interface Go {
  n: number;
  draft: Draft | undefined;
  /** The mail that is forwarded. */
  message: string | undefined;
  /** "Answer all" was wished, so many times. */
  all: number;
}

export default function Composer({ detail, seen, onShowNew }: Props) {
  const { t } = useLingui();
  const me = useMe().data?.address;
  const own = detail.drafts.find((one) => one.author === me && one.kind === "reply");
  const posted = detail.mode === "list" && detail.messages.every((one) => one.direction === "out");
  const may = detail.identities.length > 0;
  const answers = may && !posted;
  const [kind, setKind] = useState<Kind>(answers ? "reply" : "note");
  const [writing, setWriting] = useState(own !== undefined);
  const [go, setGo] = useState<Go>({ n: 0, draft: own, message: undefined, all: 0 });
  const wish = useStore(begin);
  const back = useStore(returned);
  const phone = usePhone();
  const take = (draft: Draft) => {
    setGo((now) => ({ ...now, n: now.n + 1, draft, message: draft.forwards ?? undefined }));
    setKind(draft.kind === "forward" ? "forward" : "reply");
    setWriting(true);
  };
  useEffect(() => {
    if (wish?.conversation !== detail.id || wish.kind === "task") return;
    begin.set(null);
    const outside = wish.kind === "forward" ? may : answers;
    const next = wish.kind === "all" ? "reply" : wish.kind;
    setKind(next === "note" || !outside ? "note" : next);
    setWriting(true);
    if (wish.kind === "all") setGo((now) => ({ ...now, all: now.all + 1 }));
    if (wish.kind === "forward") {
      const message = wish.message ?? detail.messages.at(-1)?.id;
      setGo((now) => ({ n: now.n + 1, draft: undefined, message, all: 0 }));
    }
    // what was held came back as a draft after this was opened
    const heldNow = own?.held && go.draft?.id !== own.id;
    if (wish.kind === "reply" && (kind === "forward" || heldNow))
      setGo((now) => ({ n: now.n + 1, draft: own, message: undefined, all: 0 }));
  }, [wish, detail, may, answers, kind, own, go.draft]);
  useEffect(() => {
    if (back?.conversation !== detail.id || back.kind === "note") return;
    returned.set(null);
    setGo((now) => ({ n: now.n + 1, draft: back, message: back.forwards ?? undefined, all: 0 }));
    setKind(back.kind === "forward" ? "forward" : "reply");
    setWriting(true);
  }, [back, detail.id]);
  const answer = () => {
    if (kind === "forward")
      setGo((now) => ({ n: now.n + 1, draft: own, message: undefined, all: 0 }));
    setKind("reply");
    setWriting(true);
  };
  const end = () => {
    setWriting(false);
    if (kind === "forward") {
      setKind(answers ? "reply" : "note");
      setGo((now) => ({ n: now.n + 1, draft: undefined, message: undefined, all: 0 }));
    }
    doing.set({ conversation: detail.id, state: "viewing" });
  };
  const others = detail.drafts.filter(
    (one) =>
      one.id !== go.draft?.id && one.id !== own?.id && one.kind !== "note" && one.kind !== "new",
  );
  const cards = <DraftCards drafts={others} me={me} onTake={take} />;
  const note = () => {
    setKind("note");
    setWriting(true);
  };
  if (posted || (!writing && phone))
    if (!(writing && (kind === "note" || kind === "forward")))
      return (
        <>
          {cards}
          <Starters detail={detail} may={may} posted={posted} onAnswer={answer} onNote={note} />
        </>
      );
  return (
    <>
      {cards}
      <section
        className={cx(css.composer, kind === "note" && css.inside, phone && css.full)}
        aria-label={{ note: t`Note`, reply: t`Answer`, forward: t`Forward` }[kind]}
      >
        <header className={css.tabs}>
          {answers && (
            <button
              type="button"
              className={css.tab}
              aria-pressed={kind === "reply"}
              onClick={answer}
            >
              <IconArrowBackUp size={17} stroke={1.5} aria-hidden />
              {t`Answer`}
            </button>
          )}
          {kind === "forward" && (
            <button type="button" className={css.tab} aria-pressed>
              <IconArrowForwardUp size={17} stroke={1.5} aria-hidden />
              {t`Forward`}
            </button>
          )}
          <button type="button" className={css.tab} aria-pressed={kind === "note"} onClick={note}>
            <IconLock size={16} stroke={1.5} aria-hidden />
            {t`Note`}
          </button>
          <Writing detail={detail} me={me} />
          {(phone || posted) && (
            <Button look="plain" onClick={end}>
              {t`Back`}
            </Button>
          )}
        </header>
        {kind === "note" && <NoteField detail={detail} onDone={end} focus={writing} />}
        {(answers || kind === "forward") && (
          <Answer
            key={go.n}
            away={kind === "note"}
            detail={detail}
            seen={seen}
            draft={go.draft}
            forwards={detail.messages.find((one) => one.id === go.message)}
            all={go.all}
            writing={writing}
            onBegin={() => setWriting(true)}
            onDone={end}
            onTake={take}
            onShowNew={onShowNew}
          />
        )}
      </section>
    </>
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
