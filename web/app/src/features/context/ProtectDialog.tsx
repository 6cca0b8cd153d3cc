/** Protect a person: their panel and all their conversations are for the readers named here only. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { called } from "../../lib/format.ts";
import { changeContact, type Contact } from "../../sync/contact.ts";
import { useMe, usePeople } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Checkbox, Switch } from "../../ui/forms.ts";
import css from "./Context.module.css";

export function ProtectDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useLingui();
  const me = useMe().data?.address ?? "";
  const people = usePeople().data?.items.filter((one) => one.active) ?? [];
  const [on, setOn] = useState(contact.protected);
  const [readers, setReaders] = useState(() => new Set([...contact.readers, me]));
  const [busy, setBusy] = useState(false);
  const facts = contact.fields.some((one) => one.protected);
  const save = async () => {
    setBusy(true);
    const named = on || facts ? [...readers] : []; // protected facts need somebody who sees them
    const done = await changeContact(contact.address, { protected: on, readers: named });
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog open onClose={onClose} title={t`Protect ${called(contact)}`} size={460}>
      <div className={css.protect}>
        <Switch
          checked={on}
          onChange={(event) => setOn(event.currentTarget.checked)}
          label={t`Only some may know about this person`}
          description={t`All conversations with them, also new ones, become confidential. For others the person is not there: not in lists, counts, the search or suggestions.`}
        />
        {!on && facts && <p>{t`Who sees the protected facts:`}</p>}
        {(on || facts) && (
          <ul>
            {people.map((one) => (
              <li key={one.address}>
                <Checkbox
                  checked={readers.has(one.address)}
                  disabled={one.address === me}
                  onChange={() =>
                    setReaders((now) => {
                      const next = new Set(now);
                      if (!next.delete(one.address)) next.add(one.address);
                      return next;
                    })
                  }
                  label={
                    <span className={css.reader}>
                      <Avatar person={one} size={22} solid />
                      {one.address === me ? t`${called(one)} (you)` : called(one)}
                    </span>
                  }
                />
              </li>
            ))}
          </ul>
        )}
        <footer>
          <Button look="plain" onClick={onClose}>{t`Cancel`}</Button>
          <Button look="filled" disabled={busy} onClick={() => void save()}>{t`Save`}</Button>
        </footer>
      </div>
    </Dialog>
  );
}
