/** An answer: who gets it, the text, files, sending; what crosses is held and shown. */
import { lazy, Suspense, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useLingui } from "@lingui/react/macro";
import type { Crossing, Detail, Draft } from "../../api/types.ts";
import { scene } from "../../commands/scene.ts";
import { onward } from "../../commands/walk.ts";
import { useStore } from "../../lib/store.ts";
import { doing } from "../../sync/presence.ts";
import { reply, returned } from "../../sync/sending.ts";
import { refresh } from "../../sync/live.ts";
import { Bar } from "./Bar.tsx";
import { GoesTo } from "./GoesTo.tsx";
import { refusal } from "./guard.ts";
import { contentOf, useDraft, written, type Content } from "./useDraft.ts";
import css from "./Composer.module.css";

const Editor = lazy(() => import("./Editor.tsx"));
const HeldReply = lazy(() => import("./HeldReply.tsx"));

interface Props {
  detail: Detail;
  seen: number;
  draft: Draft | undefined;
  writing: boolean;
  onBegin: () => void;
  onDone: () => void;
  onShowNew: () => void;
}

interface How {
  close?: boolean;
  force?: boolean;
  not_before?: string;
}

function fresh(detail: Detail): Content {
  const { reply_to: to, reply_cc: cc, subject } = detail;
  return { html: "", text: "", to, cc, bcc: [], subject, attachments: [] };
}

export function Answer(props: Props) {
  const { detail, seen, draft, writing, onBegin, onDone, onShowNew } = props;
  const { t } = useLingui();
  const where = {
    conversation: detail.id,
    address_id: detail.address_id,
    kind: "reply" as const,
    seen_up_to: seen,
  };
  const keeping = useDraft(where, draft ? contentOf(draft) : fresh(detail), draft?.id);
  const { content } = keeping;
  const [identity, setIdentity] = useState<string | undefined>(detail.identities[0]?.id);
  const [version, setVersion] = useState(0);
  const [sending, setSending] = useState(false);
  const [crossing, setCrossing] = useState<Crossing | null>(null);
  const begun = useRef<Date>(undefined);
  const back = useStore(returned);
  const { load } = keeping;
  useEffect(() => {
    if (back?.conversation !== detail.id || back.kind !== "reply") return;
    returned.set(null);
    load(back);
    setVersion((n) => n + 1);
  }, [back, detail.id, load]);

  const no = refusal({
    text: content.text,
    attachments: content.attachments.length,
    recipients: content.to.length + content.cc.length + content.bcc.length,
    uploading: keeping.uploading,
    sending,
  });
  const send = async (how: How = {}) => {
    if (no) return;
    setSending(true);
    await keeping.save();
    const body = { ...written(content), ...how, identity, seen_up_to: seen, draft: keeping.id() };
    const outcome = await reply(detail.id, body);
    setSending(false);
    if ("crossing" in outcome) {
      setCrossing(outcome.crossing);
      return refresh(detail.id);
    }
    if ("failed" in outcome) return;
    setCrossing(null);
    keeping.clear(fresh(detail));
    setVersion((n) => n + 1);
    onDone();
    if (how.close) onward(scene.get(), detail.id);
  };
  const keys = (event: KeyboardEvent) => {
    const { target } = event;
    if (event.key === "Escape" && target instanceof HTMLElement && target.isContentEditable)
      target.blur(); // back to the single keys
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void send(event.shiftKey ? { close: true } : {});
  };
  const discard = () => {
    keeping.discard(fresh(detail));
    setVersion((n) => n + 1);
    setCrossing(null);
    onDone();
  };
  return (
    <div onKeyDown={keys} className={css.answer}>
      <GoesTo
        content={content}
        onChange={keeping.change}
        identities={detail.identities}
        identity={identity}
        onIdentity={setIdentity}
      />
      {writing ? (
        <Suspense fallback={<div className={css.placeholder} />}>
          <Editor
            html={content.html || asHtml(content.text)}
            version={version}
            placeholder={t`Write your answer …`}
            label={t`Your answer`}
            onFiles={(files) => void keeping.attach(files)}
            onChange={(html, text) => {
              begun.current ??= new Date();
              keeping.change({ html, text });
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
      {writing && (
        <Bar
          content={content}
          kept={keeping.kept}
          uploading={keeping.uploading}
          refusal={no}
          onFiles={(files) => void keeping.attach(files)}
          onDetach={(id) =>
            keeping.change({ attachments: content.attachments.filter((file) => file.id !== id) })
          }
          onDiscard={discard}
          onSend={() => void send()}
          onSendAndClose={() => void send({ close: true })}
          onLater={(at) => void send({ not_before: at.toISOString() })}
        />
      )}
      {crossing && (
        <Suspense fallback={null}>
          <HeldReply
            crossing={crossing}
            mine={content.text}
            begun={begun.current}
            onDiscard={discard}
            onSend={() => void send({ force: true })}
            onEdit={() => {
              setCrossing(null);
              onShowNew();
              setVersion((n) => n + 1);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

/** A draft that came from elsewhere may have text only. */
function asHtml(text: string): string {
  const safe = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return (
    safe &&
    safe
      .split("\n")
      .map((line) => `<p>${line}</p>`)
      .join("")
  );
}
