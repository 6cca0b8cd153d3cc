/** Guests: a link that lets somebody without a login look at this one conversation. */
import { useState } from "react";
import { Trans, useLingui } from "@lingui/react/macro";
import { IconCheck, IconCopy, IconLink, IconLockFilled, IconX } from "@tabler/icons-react";
import type { Detail, Guest } from "../../api/types.ts";
import { overlay, scene } from "../../commands/scene.ts";
import { day } from "../../lib/format.ts";
import { useNow } from "../../lib/useNow.ts";
import { useConversation } from "../../sync/queries.ts";
import { inviteGuest, revokeGuest } from "../../sync/together.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { NumberInput, Switch, TextInput } from "../../ui/forms.ts";
import { Time } from "../../ui/Time.tsx";
import css from "./together.module.css";

const done = () => overlay.set(null);

export default function GuestsDialog() {
  const { t } = useLingui();
  const [id] = useState(() => scene.get().open?.id ?? "");
  const detail = useConversation(id).data;
  return (
    <Dialog open onClose={done} title={t`Guests`} size={520}>
      {detail && <Guests detail={detail} />}
    </Dialog>
  );
}

function Guests({ detail }: { detail: Detail }) {
  const { t } = useLingui();
  const [url, setUrl] = useState<string | null>(null);
  return (
    <div className={css.form}>
      <p className={css.hint}>
        {t`Whoever has the link sees this conversation, no other, without signing in. They can leave a remark, which becomes a note.`}
      </p>
      {detail.guests.length > 0 && (
        <ul className={css.guests}>
          {detail.guests.map((one) => (
            <One key={one.id} guest={one} conversation={detail.id} />
          ))}
        </ul>
      )}
      {url ? (
        <Link url={url} onMore={() => setUrl(null)} />
      ) : (
        <Make conversation={detail.id} confidential={detail.confidential} onMade={setUrl} />
      )}
    </div>
  );
}

function One({ guest, conversation }: { guest: Guest; conversation: string }) {
  const { t, i18n } = useLingui();
  const now = useNow();
  const until = day(guest.expires_at, { now, language: i18n.locale });
  return (
    <li>
      <Avatar person={{ name: guest.name, address: guest.name }} size={28} />
      <span className={css.what}>
        <b>{guest.name}</b>
        <small>
          {t`until ${until}`}
          {guest.notes && <> · {t`sees notes`}</>} ·{" "}
          {guest.last_seen_at ? (
            <Trans>
              last here <Time at={guest.last_seen_at} how="stamp" />
            </Trans>
          ) : (
            t`not here yet`
          )}
        </small>
      </span>
      <IconButton
        label={t`Take the link of ${guest.name} back`}
        onClick={() => void revokeGuest(conversation, guest.id)}
      >
        <IconX size={18} stroke={1.5} />
      </IconButton>
    </li>
  );
}

function Make(props: {
  conversation: string;
  confidential: boolean;
  onMade: (url: string | null) => void;
}) {
  const { t } = useLingui();
  const [name, setName] = useState("");
  const [days, setDays] = useState(14);
  const [notes, setNotes] = useState(false);
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    props.onMade(await inviteGuest(props.conversation, { name: name.trim(), days, notes }));
    setBusy(false);
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) void make();
      }}
    >
      <div className={css.pair}>
        <TextInput
          label={t`Who is it for?`}
          placeholder={t`Name of the guest`}
          value={name}
          maxLength={200}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NumberInput
          label={t`For how many days`}
          min={1}
          max={90}
          value={days}
          onChange={(value) => setDays(Math.min(90, Math.max(1, Number(value) || 14)))}
        />
      </div>
      <Switch
        checked={notes}
        onChange={(event) => setNotes(event.currentTarget.checked)}
        label={t`May read our notes, too`}
        description={t`Otherwise only the mails.`}
      />
      {props.confidential && (
        <p className={css.caution}>
          <IconLockFilled size={15} aria-hidden />
          {t`This is confidential. The link shows it to whoever holds it.`}
        </p>
      )}
      <footer className={css.foot}>
        <Button onClick={done}>{t({ message: "Close", context: "dialog" })}</Button>
        <Button
          look="filled"
          type="submit"
          icon={<IconLink size={18} stroke={1.5} />}
          disabled={busy || !name.trim()}
        >
          {t`Make a link`}
        </Button>
      </footer>
    </form>
  );
}

function Link({ url, onMore }: { url: string; onMore: () => void }) {
  const { t } = useLingui();
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(url).then(() => setCopied(true));
  return (
    <div className={css.form}>
      <TextInput
        readOnly
        label={t`The link. It is shown only now.`}
        value={url}
        onFocus={(event) => event.currentTarget.select()}
      />
      <footer className={css.foot}>
        <Button onClick={onMore}>{t`Another guest`}</Button>
        <Button
          look="filled"
          icon={copied ? <IconCheck size={18} stroke={1.5} /> : <IconCopy size={18} stroke={1.5} />}
          onClick={copy}
        >
          {copied ? t`Copied` : t`Copy`}
        </Button>
      </footer>
    </div>
  );
}
