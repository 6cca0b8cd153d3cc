/** A saved reply: name, folder, text with variables to click in, and how it will read. */
import { useLingui } from "@lingui/react/macro";
import { useRef, useState, type FormEvent } from "react";
import type { SavedReply } from "../../api/types.ts";
import { shownAddress } from "../../lib/format.ts";
import { useAddresses, useMe } from "../../sync/queries.ts";
import { useKeptReplies, type ReplyWish } from "../../sync/shared.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Radio, Select, Textarea, TextInput } from "../../ui/forms.ts";
import { ProblemBox } from "../../ui/page/Page.tsx";
import { filled, unknown, VARIABLES } from "./variables.ts";
import admin from "./admin.module.css";
import css from "./teams.module.css";

interface Props {
  reply: SavedReply | null;
  folders: readonly string[];
  onClose: () => void;
}

export function ReplyDialog({ reply, folders, onClose }: Props) {
  const { t } = useLingui();
  const [wish, setWish] = useState<ReplyWish>(
    reply ?? { name: "", folder: "", text: "", html: "", for: "me", address: null },
  );
  const { make, change } = useKeptReplies();
  const error = make.error ?? change.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { name, folder, text, html, for: whom, address } = wish;
    const ready = { name: name.trim(), folder: folder.trim(), text, html, for: whom, address };
    if (reply) change.mutate({ id: reply.id, ...ready }, { onSuccess: onClose });
    else make.mutate(ready, { onSuccess: onClose });
  };
  const ready = wish.name.trim() && wish.text.trim() && (wish.for !== "address" || wish.address);
  return (
    <Dialog
      open
      size={640}
      title={reply ? t`Change the saved reply` : t`New saved reply`}
      onClose={onClose}
    >
      <form className={admin.form} onSubmit={submit}>
        <TextInput
          label={t({ message: "Name", context: "reply" })}
          placeholder={t`Delivery takes longer`}
          maxLength={120}
          value={wish.name}
          onChange={(event) => setWish({ ...wish, name: event.currentTarget.value })}
          data-autofocus
        />
        <TextInput
          label={t`Folder`}
          description={t`Left empty, it stands without one.`}
          list="reply-folders"
          maxLength={120}
          value={wish.folder}
          onChange={(event) => setWish({ ...wish, folder: event.currentTarget.value })}
        />
        <datalist id="reply-folders">
          {folders.map((folder) => (
            <option key={folder} value={folder} />
          ))}
        </datalist>
        {/* a text that is changed here is plain: its old dress would no longer fit */}
        <Text value={wish.text} onChange={(text) => setWish({ ...wish, text, html: "" })} />
        <Whom wish={wish} onChange={setWish} />
        {error && <ProblemBox error={error} />}
        <div className={admin.dialogFoot}>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button
            look="filled"
            type="submit"
            disabled={!ready || make.isPending || change.isPending}
          >
            {t`Save`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** How the text will read, and what in it stands for nothing. */
function Sample({ text }: { text: string }) {
  const { t } = useLingui();
  const wrong = unknown(text).join(", ");
  return (
    <div className={css.sample}>
      <p>{t`So it would read:`}</p>
      {filled(text).map((piece, n) =>
        piece.kind === "text" ? (
          piece.text
        ) : (
          <b key={n} className={piece.kind === "unknown" ? css.unknown : undefined}>
            {piece.text}
          </b>
        ),
      )}
      {wrong && (
        <p className={css.wrong} role="alert">
          {t`Nothing is called ${wrong}: it would be sent as it stands.`}
        </p>
      )}
    </div>
  );
}

function Text({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t, i18n } = useLingui();
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const area = field.current;
    const from = area?.selectionStart ?? value.length;
    const to = area?.selectionEnd ?? value.length;
    const text = `{{${name}}}`;
    onChange(value.slice(0, from) + text + value.slice(to));
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(from + text.length, from + text.length);
    });
  };
  return (
    <>
      <Textarea
        ref={field}
        label={t`Text`}
        autosize
        minRows={6}
        maxRows={16}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className={css.variables} role="group" aria-label={t`Put in`}>
        {Object.entries(VARIABLES).map(([name, words]) => (
          <button key={name} type="button" onClick={() => insert(name)}>
            {i18n._(words.name)}
          </button>
        ))}
      </div>
      {value.trim() && <Sample text={value} />}
    </>
  );
}

function Whom({ wish, onChange }: { wish: ReplyWish; onChange: (wish: ReplyWish) => void }) {
  const { t } = useLingui();
  const administrator = useMe().data?.role === "administrator";
  const addresses = (useAddresses().data?.items ?? []).filter(
    (one) => one.rights.includes("manage") || administrator || one.address === wish.address,
  );
  return (
    <Radio.Group
      label={t`For whom`}
      value={wish.for}
      onChange={(value) =>
        onChange({
          ...wish,
          for: value as ReplyWish["for"],
          address: value === "address" ? (addresses[0]?.address ?? null) : null,
        })
      }
    >
      <div className={admin.radios} style={{ marginTop: 8 }}>
        <Radio value="me" label={t`Only for me`} />
        {addresses.length > 0 && (
          <Radio value="address" label={t`For everyone who answers at one address`} />
        )}
        {wish.for === "address" && (
          <Select
            aria-label={t`Address`}
            data={addresses.map((one) => ({
              value: one.address,
              label: shownAddress(one.address),
            }))}
            value={wish.address}
            allowDeselect={false}
            onChange={(address) => onChange({ ...wish, address })}
          />
        )}
        {administrator && <Radio value="all" label={t`For everyone`} />}
      </div>
    </Radio.Group>
  );
}
