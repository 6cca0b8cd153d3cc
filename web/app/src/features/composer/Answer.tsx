/** An answer or a forward: who gets it, the text, files, sending; what crosses is held and shown. */
import { lazy, Suspense, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useLingui } from "@lingui/react/macro";
import type { Crossing, Detail, Draft, Message } from "../../api/types.ts";
import { scene } from "../../commands/scene.ts";
import { onward } from "../../commands/walk.ts";
import { cx } from "../../lib/cx.ts";
import { doing } from "../../sync/presence.ts";
import { useMe } from "../../sync/queries.ts";
import { forward, reply } from "../../sync/sending.ts";
import { refresh } from "../../sync/live.ts";
import { shareDraft } from "../../sync/together.ts";
import { Bar } from "./Bar.tsx";
import { Forwarded } from "./Forwarded.tsx";
import { GoesTo } from "./GoesTo.tsx";
import { refusal } from "./guard.ts";
import { heldBack, waited } from "./held.ts";
import { HeldLine } from "./HeldLine.tsx";
import type { Pen } from "./Editor.tsx";
import { everyone } from "./recipients.ts";
import { asHtml } from "./saved.ts";
import { ToField } from "./ToField.tsx";
import { contentOf, useDraft, written, type Content } from "./useDraft.ts";
import css from "./Composer.module.css";

const Editor = lazy(() => import("./Editor.tsx"));
const HeldReply = lazy(() => import("./HeldReply.tsx"));
const DraftMoved = lazy(() => import("./DraftMoved.tsx"));
const SavedReplies = lazy(() => import("./SavedReplies.tsx"));

interface Props {
  detail: Detail;
  seen: number;
  draft: Draft | undefined;
  /** The mail that goes along; left out: this is an answer. */
  forwards: Message | undefined;
  /** Rises with each wish to answer all. */
  all: number;
  /** A note is being written instead; the answer is kept. */
  away: boolean;
  writing: boolean;
  onBegin: () => void;
  onDone: () => void;
  onTake: (draft: Draft) => void;
  onShowNew: () => void;
}

interface How {
  close?: boolean;
  next?: boolean;
  force?: boolean;
  not_before?: string;
}

function fresh(detail: Detail, forwards: Message | undefined): Content {
  const { reply_to: to, reply_cc: cc, subject } = detail;
  const empty = { html: "", text: "", bcc: [], subject, attachments: [] };
  return forwards ? { ...empty, to: [], cc: [] } : { ...empty, to, cc };
}

export function Answer(props: Props) {
  const { detail, seen, draft, forwards, all, away, writing, onBegin, onDone, onShowNew } = props;
  const { t } = useLingui();
  const me = useMe().data?.address;
  const empty = fresh(detail, forwards);
  const where = {
    conversation: detail.id,
    address_id: detail.address_id,
    kind: forwards ? ("forward" as const) : ("reply" as const),
    seen_up_to: seen,
    forwards: forwards?.id,
  };
  const keeping = useDraft(where, draft ? contentOf(draft) : empty, draft);
  const { content, change, clear, untouched } = keeping;
  const [identity, setIdentity] = useState<string | undefined>(detail.identities[0]?.id);
  const [version, setVersion] = useState(0);
  const [sending, setSending] = useState(false);
  const [crossing, setCrossing] = useState<Crossing | null>(null);
  const [looked, setLooked] = useState(false); // at what was held before, not refused just now
  const [shared, setShared] = useState(draft?.shared ?? false);
  const [original, setOriginal] = useState(true);
  const [saved, setSaved] = useState(false);
  const [later, setLater] = useState(false);
  const begun = useRef<Date>(undefined);
  const pen = useRef<Pen>(null);
  const held = heldBack(detail, draft);
  const atItsTime = draft !== undefined && waited(detail, draft);
  useEffect(() => {
    if (untouched()) clear(fresh(detail, forwards)); // others may take part by now
  }, [detail, forwards, clear, untouched]);
  useEffect(() => {
    if (all > 0) change(everyone(detail));
    // once for each wish, not whenever the conversation changes
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [all]);

  const no = refusal({
    text: content.text + (content.html.includes("<img") ? "·" : ""),
    attachments: content.attachments.length,
    recipients: content.to.length + content.cc.length + content.bcc.length,
    uploading: keeping.uploading,
    sending,
    handsOn: forwards !== undefined,
  });
  const send = async ({ next, ...how }: How = {}) => {
    if (no) return;
    setSending(true);
    await keeping.save();
    const text = { ...written(content), identity, draft: keeping.id() };
    const later = how.not_before ? { not_before: how.not_before } : {};
    const outcome = forwards
      ? await forward(detail.id, {
          ...text,
          ...later,
          message: forwards.id,
          original_attachments: original,
        })
      : await reply(detail.id, {
          ...text,
          ...how,
          seen_up_to: seen,
          draft_version: keeping.version(),
        });
    setSending(false);
    if ("crossing" in outcome) {
      keeping.load(outcome.crossing.draft);
      setLooked(false);
      setCrossing(outcome.crossing);
      return refresh(detail.id);
    }
    if ("moved" in outcome) return keeping.part(outcome.moved);
    if ("failed" in outcome) return;
    setCrossing(null);
    clear(empty);
    setVersion((n) => n + 1);
    onDone();
    if (how.close || next) onward(scene.get(), detail.id);
  };
  const look = (at: Crossing) => {
    setLooked(true);
    setCrossing(at);
  };
  const keys = (event: KeyboardEvent) => {
    const { target } = event;
    if (event.key === "Escape" && target instanceof HTMLElement && target.isContentEditable)
      target.blur(); // back to the single keys
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (event.altKey) setLater(true);
    else void send(event.shiftKey ? { close: true } : {});
  };
  const discard = () => {
    if (draft && draft.author !== me)
      clear(empty); // a colleague's stays theirs
    else keeping.discard(empty);
    setVersion((n) => n + 1);
    setCrossing(null);
    onDone();
  };
  const share = async (wish: boolean) => {
    await keeping.save();
    const id = keeping.id();
    const kept = id && (await shareDraft(id, wish));
    if (kept) setShared(kept.shared);
  };
  return (
    <div onKeyDown={keys} className={cx(css.answer, away && css.away)}>
      {held && <HeldLine crossing={held} waited={atItsTime} onLook={() => look(held)} />}
      <GoesTo
        detail={detail}
        content={content}
        onChange={change}
        identities={detail.identities}
        identity={identity}
        onIdentity={setIdentity}
        elsewhere={forwards !== undefined}
      />
      {forwards && <ToField content={content} onChange={change} />}
      {writing ? (
        <Suspense fallback={<div className={css.placeholder} />}>
          <Editor
            html={content.html || asHtml(content.text)}
            version={version}
            placeholder={forwards ? t`Say something about it …` : t`Write your answer …`}
            label={forwards ? t`Your words` : t`Your answer`}
            pen={pen}
            focus={!forwards}
            onSaved={() => setSaved(true)}
            onFiles={keeping.attach}
            onChange={(html, text) => {
              begun.current ??= new Date();
              change({ html, text });
              doing.set({ conversation: detail.id, state: text ? "composing" : "viewing" });
            }}
          />
        </Suspense>
      ) : (
        <button
          type="button"
          className={css.placeholder}
          onClick={onBegin}
          onFocus={() => void import("./Editor.tsx")}
        >
          {t`Write your answer …`}
        </button>
      )}
      {forwards && <Forwarded message={forwards} files={original} onFiles={setOriginal} />}
      {writing && (
        <Bar
          content={content}
          kept={keeping.kept}
          uploading={keeping.uploading}
          refusal={no}
          later={later}
          onLaterOpen={setLater}
          onFiles={(files) => void keeping.attach(files)}
          onDetach={(id) =>
            change({ attachments: content.attachments.filter((file) => file.id !== id) })
          }
          onSaved={() => setSaved(true)}
          shared={shared}
          onShare={draft && draft.author !== me ? undefined : (wish) => void share(wish)}
          onDiscard={discard}
          onSend={() => void send()}
          {...(forwards
            ? {}
            : {
                onSendAndClose: () => void send({ close: true }),
                onSendAndNext: () => void send({ next: true }),
              })}
          onLater={(at) => void send({ not_before: at.toISOString() })}
        />
      )}
      <Suspense fallback={null}>
        {saved && (
          <SavedReplies
            address={detail.address_id}
            conversation={detail.id}
            onInsert={(html) => {
              setSaved(false);
              setTimeout(() => pen.current?.insert(html)); // after the dialog gave the focus back
            }}
            onClose={() => {
              setSaved(false);
              setTimeout(() => pen.current?.focus());
            }}
          />
        )}
        {keeping.moved && (
          <DraftMoved
            moved={keeping.moved}
            onMine={() => {
              setShared(false); // mine is a draft of my own now
              keeping.settle();
            }}
            onTheirs={() => keeping.moved && props.onTake(keeping.moved.theirs)}
          />
        )}
        {crossing && (
          <HeldReply
            crossing={crossing}
            mine={content.text}
            begun={begun.current}
            waited={looked && atItsTime}
            onDiscard={discard}
            onSend={() => void send({ force: true })}
            onEdit={() => {
              setCrossing(null);
              onShowNew();
              onBegin();
              setVersion((n) => n + 1);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
