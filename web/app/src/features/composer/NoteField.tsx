/** A note: amber, a lock, who can read it, and whom it lets in. It never leaves the house. */
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { Trans, useLingui } from "@lingui/react/macro";
import { IconLockFilled } from "@tabler/icons-react";
import type { Detail } from "../../api/types.ts";
import { firstName } from "../../lib/format.ts";
import { doing } from "../../sync/presence.ts";
import { useAddresses, useMe, usePeople } from "../../sync/queries.ts";
import { useTeams } from "../../sync/shared.ts";
import { addNote, useMentionable, type Mentionable } from "../../sync/together.ts";
import { Button } from "../../ui/Button.tsx";
import { LetIn } from "./LetIn.tsx";
import { Mentions } from "./Mentions.tsx";
import { offered, outside, spoken, typing } from "./mentions.ts";
import css from "./Composer.module.css";

interface Props {
  detail: Detail;
  onDone: () => void;
  focus: boolean;
}

const keyOf = (id: string) => `note ${id}`;
const MOST = 6; // people offered at once

export function NoteField({ detail, onDone, focus }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState(() => sessionStorage.getItem(keyOf(detail.id)) ?? "");
  const [busy, setBusy] = useState(false);
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set()); // not let in, though named
  const [at, setAt] = useState(0);
  const [cursor, setCursor] = useState(text.length);
  const field = useRef<HTMLTextAreaElement>(null);
  const me = useMe().data?.address;
  const all = useMentionable(detail.id, text.includes("@")).data?.items ?? [];
  const teams = useTeams().data ?? [];
  useEffect(() => {
    if (focus) field.current?.focus();
  }, [focus]);
  const write = (next: string, to = next.length) => {
    setText(next);
    setCursor(to);
    setAt(0);
    sessionStorage.setItem(keyOf(detail.id), next); // survives looking at another conversation
    doing.set({ conversation: detail.id, state: next ? "composing" : "viewing" });
  };
  const begun = typing(text.slice(0, cursor));
  const choices = begun === null ? [] : offered(all, begun, me).slice(0, MOST);
  const strangers = outside(text, all, teams);
  const add = async () => {
    if (!text.trim() || busy) return;
    setBusy(true);
    const grant = strangers.map((one) => one.address).filter((one) => !kept.has(one));
    const done = await addNote(detail.id, text.trim(), grant);
    setBusy(false);
    if (!done) return;
    write("");
    setKept(new Set());
    field.current?.blur(); // the next single key is meant for the conversation
    onDone();
  };
  const mention = (one: Mentionable | undefined) => {
    if (!one || begun === null) return;
    const start = cursor - begun.length;
    const before = `${text.slice(0, start)}${spoken(one, all)} `;
    write(before + text.slice(cursor).trimStart(), before.length);
    requestAnimationFrame(() => field.current?.setSelectionRange(before.length, before.length));
    field.current?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    const ctrl = (event.ctrlKey || event.metaKey) && !event.altKey; // with Alt: an answer, later
    if (event.key === "Enter" && ctrl) return void add();
    if (event.key === "Escape") field.current?.blur(); // back to the single keys
    if (!choices.length) return;
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by) setAt((at + by + choices.length) % choices.length);
    if (event.key === "Enter" || event.key === "Tab") mention(choices[at]);
    if (by || event.key === "Enter" || event.key === "Tab") event.preventDefault();
  };
  return (
    <div className={css.noteBox}>
      <Stays detail={detail} me={me} />
      <textarea
        ref={field}
        className={css.noteText}
        rows={3}
        value={text}
        placeholder={t`Write a note; @ mentions a colleague …`}
        aria-label={t`Note`}
        aria-autocomplete="list"
        aria-controls={choices.length ? "mentions" : undefined}
        aria-activedescendant={choices.length ? `mention-${String(at)}` : undefined}
        onChange={(event) => write(event.target.value, event.target.selectionStart)}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
        onKeyDown={keys}
      />
      {choices.length > 0 && <Mentions choices={choices} at={at} onAt={setAt} onTake={mention} />}
      <LetIn
        people={strangers}
        kept={kept}
        onKeep={(address, keep) =>
          setKept((now) => {
            const next = new Set(now);
            if (keep) next.add(address);
            else next.delete(address);
            return next;
          })
        }
      />
      <footer className={css.bar}>
        <span className={css.gap} />
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

/** Who can read it; guests only where somebody let them see notes. */
function Stays({ detail, me }: { detail: Detail; me: string | undefined }) {
  const { t } = useLingui();
  const address = useAddresses().data?.items.find((one) => one.id === detail.address_id);
  const people = usePeople().data?.items ?? [];
  const team = detail.confidential
    ? people.filter((one) => detail.readers.includes(one.address))
    : (address?.team ?? []);
  const unknown = !detail.confidential && !team.length; // I was invited: their team is not mine to see
  const invited = people.filter(
    (one) =>
      detail.invited.includes(one.address) && !team.some((other) => other.address === one.address),
  );
  const guests = detail.guests.filter((one) => one.notes);
  const names = [
    ...[...team, ...invited].map((one) => (one.address === me ? t`you` : firstName(one))),
    ...guests.map((one) => t`${one.name} (guest)`),
  ].join(", ");
  return (
    <p className={css.stays}>
      <IconLockFilled size={15} aria-hidden />
      <span>
        {unknown ? (
          <Trans>Stays inside · everyone who may read this address can read it</Trans>
        ) : names ? (
          <Trans>Stays inside · {names} can read it</Trans>
        ) : (
          <Trans>Stays inside</Trans>
        )}
      </span>
    </p>
  );
}
