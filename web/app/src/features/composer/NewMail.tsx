/** A mail that we begin: from which address, to whom, and the text. */
import { lazy, Suspense, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { Plural, useLingui } from "@lingui/react/macro";
import type { Address, Draft } from "../../api/types.ts";
import { overlay, resumed, scene } from "../../commands/scene.ts";
import { mailPath } from "../../lib/paths.ts";
import { sendNew } from "../../sync/sending.ts";
import { useAddresses, useDrafts } from "../../sync/queries.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { cx } from "../../lib/cx.ts";
import { Bar } from "./Bar.tsx";
import type { Pen } from "./Editor.tsx";
import { refusal } from "./guard.ts";
import { PeopleField } from "./PeopleField.tsx";
import { asHtml } from "./saved.ts";
import { contentOf, useDraft, written, type Content } from "./useDraft.ts";
import css from "./Composer.module.css";

const Editor = lazy(() => import("./Editor.tsx"));
const SavedReplies = lazy(() => import("./SavedReplies.tsx"));
const EMPTY: Content = {
  html: "",
  text: "",
  to: [],
  cc: [],
  bcc: [],
  subject: "",
  attachments: [],
};
const done = () => overlay.set(null);

export default function NewMail() {
  const { t } = useLingui();
  const all = useAddresses().data?.items ?? [];
  const mine = all.filter(
    ({ rights }) => rights.includes("write_as") || rights.includes("write_on_behalf"),
  );
  const drafts = useDrafts();
  const [wish] = useState(resumed.get);
  useEffect(() => resumed.set(null), []);
  const waiting = drafts.data?.items.filter((one) => one.kind === "new") ?? [];
  const begun = waiting.find((one) => one.id === wish) ?? waiting[0];
  const { place, open } = scene.get();
  const list = mine.find((one) => one.mode === "list" && one.id === open?.address_id);
  const first =
    mine.find((one) => one.id === begun?.address_id) ??
    mine.find((one) => one.id === place?.box) ??
    list ?? // "New post" under a post
    mine.find((one) => one.mode !== "list") ??
    mine[0];
  return (
    <Dialog
      open
      onClose={done}
      title={first?.mode === "list" ? t`New post` : t`New mail`}
      size={720}
    >
      {!drafts.isFetchedAfterMount ? null : first ? (
        <Form addresses={mine} first={first} draft={begun} />
      ) : (
        <p>{t`You may not write from any address yet.`}</p>
      )}
    </Dialog>
  );
}

interface FormProps {
  addresses: Address[];
  first: Address;
  /** What was begun before, here or on another device. */
  draft: Draft | undefined;
}

function Form({ addresses, first, draft }: FormProps) {
  const { t } = useLingui();
  const [from, setFrom] = useState(first);
  const where = { conversation: null, address_id: from.id, kind: "new" as const, seen_up_to: 0 };
  const keeping = useDraft(where, draft ? contentOf(draft) : EMPTY, draft);
  const { content, change } = keeping;
  const [copies, setCopies] = useState(false);
  const [sending, setSending] = useState(false);
  const [saved, setSaved] = useState(false);
  const [later, setLater] = useState(false);
  const pen = useRef<Pen>(null);
  const toList = from.mode === "list";
  const no = refusal({
    text: content.text + (content.html.includes("<img") ? "·" : ""),
    attachments: content.attachments.length,
    recipients: content.to.length + content.cc.length + content.bcc.length,
    uploading: keeping.uploading,
    sending,
    toList,
  });
  const send = async (at?: Date) => {
    if (no) return;
    setSending(true);
    await keeping.save();
    const later = at ? { not_before: at.toISOString() } : {};
    const made = await sendNew(from.id, { ...written(content), ...later, draft: keeping.id() });
    setSending(false);
    if (!made) return;
    keeping.clear(EMPTY);
    done();
    scene.get().go(mailPath({ box: from.id, view: "all", id: made.id }));
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    if (event.altKey) setLater(true);
    else void send();
  };
  return (
    <div className={cx(css.new, toList && css.post)} onKeyDown={keys}>
      <label className={css.field}>
        <span className={css.fieldName}>{t`From`}</span>
        <select
          className={css.from}
          value={from.id}
          onChange={(event) => {
            const next = addresses.find((one) => one.id === event.target.value);
            if (next) setFrom(next);
          }}
        >
          {addresses.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name ? `${one.name} <${one.address}>` : one.address}
            </option>
          ))}
        </select>
      </label>
      {toList ? (
        <p className={css.toList}>
          <Plural
            value={from.subscribers ?? 0}
            one="Goes to # subscriber of the list, as a copy of their own."
            other="Goes to all # subscribers of the list, to each as a copy of their own."
          />
        </p>
      ) : (
        <>
          <PeopleField
            label={t`To`}
            people={content.to}
            onChange={(to) => change({ to })}
            autoFocus
          />
          {copies ? (
            <>
              <PeopleField label={t`Copy`} people={content.cc} onChange={(cc) => change({ cc })} />
              <PeopleField
                label={t`Blind copy`}
                people={content.bcc}
                onChange={(bcc) => change({ bcc })}
              />
            </>
          ) : (
            <button type="button" className={css.copies} onClick={() => setCopies(true)}>
              {t`Add copies`}
            </button>
          )}
        </>
      )}
      <label className={css.field}>
        <span className={css.fieldName}>{t`Subject`}</span>
        <input
          className={css.subject}
          value={content.subject}
          onChange={(event) => change({ subject: event.target.value })}
        />
      </label>
      <Suspense fallback={<div className={css.placeholder} />}>
        <Editor
          html={draft ? draft.html || asHtml(draft.text) : ""}
          version={0}
          placeholder={t`Write your mail …`}
          label={t`Text of the mail`}
          pen={pen}
          onSaved={() => setSaved(true)}
          onFiles={keeping.attach}
          onChange={(html, text) => change({ html, text })}
        />
      </Suspense>
      <Bar
        content={content}
        kept={keeping.kept}
        uploading={keeping.uploading}
        refusal={no}
        later={later}
        onLaterOpen={setLater}
        onSaved={() => setSaved(true)}
        onFiles={(files) => void keeping.attach(files)}
        onDetach={(id) =>
          change({ attachments: content.attachments.filter((file) => file.id !== id) })
        }
        onDiscard={() => {
          keeping.discard(EMPTY);
          done();
        }}
        onSend={() => void send()}
        onLater={(at) => void send(at)}
      />
      {saved && (
        <Suspense fallback={null}>
          <SavedReplies
            address={from.id}
            conversation={null}
            onInsert={(html) => {
              setSaved(false);
              setTimeout(() => pen.current?.insert(html)); // after the dialog gave the focus back
            }}
            onClose={() => {
              setSaved(false);
              setTimeout(() => pen.current?.focus());
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
