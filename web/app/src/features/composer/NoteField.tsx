/** A note: amber, a lock, and who can read it. It never leaves the house. */
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { Trans, useLingui } from "@lingui/react/macro";
import { IconLockFilled } from "@tabler/icons-react";
import type { Detail } from "../../api/types.ts";
import { called, firstName, local } from "../../lib/format.ts";
import { addNote } from "../../sync/actions.ts";
import { useAddresses, useMe } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import css from "./Composer.module.css";

interface Props {
  detail: Detail;
  onDone: () => void;
  focus: boolean;
}

const keyOf = (id: string) => `note ${id}`;

export function NoteField({ detail, onDone, focus }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState(() => sessionStorage.getItem(keyOf(detail.id)) ?? "");
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const me = useMe().data?.address;
  const address = useAddresses().data?.items.find((one) => one.id === detail.address_id);
  const team = detail.confidential
    ? (address?.team ?? []).filter((one) => detail.readers.includes(one.address))
    : (address?.team ?? []);
  useEffect(() => {
    if (focus) field.current?.focus();
  }, [focus]);
  const write = (next: string) => {
    setText(next);
    sessionStorage.setItem(keyOf(detail.id), next); // survives looking at another conversation
  };
  const add = async () => {
    if (!text.trim() || busy) return;
    setBusy(true);
    const done = await addNote(detail.id, text.trim());
    setBusy(false);
    if (!done) return;
    write("");
    onDone();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape") field.current?.blur(); // back to the single keys
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void add();
  };
  const begun = /(?:^|\s)@([\p{L}\p{N}._-]*)$/u.exec(text)?.[1];
  const offered =
    begun === undefined
      ? []
      : team.filter(
          (one) =>
            one.address !== me &&
            `${called(one)} ${local(one.address)}`.toLowerCase().includes(begun.toLowerCase()),
        );
  const mention = (name: string) => {
    write(text.replace(/@[\p{L}\p{N}._-]*$/u, `@${name} `));
    field.current?.focus();
  };
  const names = team.map((one) => (one.address === me ? t`you` : firstName(one))).join(", ");
  return (
    <div className={css.noteBox}>
      <p className={css.stays}>
        <IconLockFilled size={15} aria-hidden />
        {names ? <Trans>Stays inside · {names} can read it</Trans> : <Trans>Stays inside</Trans>}
      </p>
      <textarea
        ref={field}
        className={css.noteText}
        rows={3}
        value={text}
        placeholder={t`Write a note; @ mentions a colleague …`}
        aria-label={t`Note`}
        onChange={(event) => write(event.target.value)}
        onKeyDown={keys}
      />
      <footer className={css.bar}>
        <span className={css.offers}>
          {offered.slice(0, 4).map((one) => (
            <button key={one.address} type="button" onClick={() => mention(local(one.address))}>
              <Avatar person={one} size={18} solid />
              {firstName(one)}
            </button>
          ))}
        </span>
        <Button
          look="note"
          keys="Ctrl+Enter"
          disabled={!text.trim() || busy}
          onClick={() => void add()}
        >
          {t`Add note`}
        </Button>
      </footer>
    </div>
  );
}
