/** The person: name, company, phone, own fields; changed in place, and protected from others. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import {
  IconAt,
  IconBuilding,
  IconEyeOff,
  IconMail,
  IconPhone,
  IconPlus,
  IconShield,
} from "@tabler/icons-react";
import { called } from "../../lib/format.ts";
import { changeContact, type Contact, type ContactField } from "../../sync/contact.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { withField } from "./fields.ts";
import { InPlace } from "./InPlace.tsx";
import { ProtectDialog } from "./ProtectDialog.tsx";
import css from "./Context.module.css";

export function Card({ contact }: { contact: Contact }) {
  const { t } = useLingui();
  const [protecting, setProtecting] = useState(false);
  const { address } = contact;
  const change = (part: Parameters<typeof changeContact>[1]) => void changeContact(address, part);
  return (
    <>
      <section className={css.person}>
        <Avatar person={contact} size={48} />
        <div>
          <InPlace
            big
            label={t`Name`}
            value={contact.name}
            empty={called(contact)}
            onChange={(name) => change({ name })}
          />
          <InPlace
            label={t`Company`}
            value={contact.company}
            empty={address.split("@")[1] ?? ""}
            onChange={(company) => change({ company })}
          />
        </div>
      </section>
      <ul className={css.facts}>
        <li>
          <IconMail size={18} stroke={1.5} aria-hidden />
          <a href={`mailto:${address}`} title={address}>
            {address}
          </a>
        </li>
        {contact.identities
          .filter((one) => one !== address)
          .map((one) => (
            <li key={one}>
              <IconAt size={18} stroke={1.5} aria-hidden />
              <span title={one}>{one}</span>
            </li>
          ))}
        <li>
          <IconPhone size={18} stroke={1.5} aria-hidden />
          <InPlace
            label={t`Phone`}
            value={contact.phone}
            empty={t`Add a phone number`}
            onChange={(phone) => change({ phone })}
          />
        </li>
        {contact.fields.map((field) => (
          <li key={field.name} className={css.ownField}>
            {field.protected ? (
              <IconEyeOff size={18} stroke={1.5} aria-label={t`Protected`} />
            ) : (
              <IconBuilding size={18} stroke={1.5} aria-hidden />
            )}
            <small title={field.name}>{field.name}</small>
            <InPlace
              label={field.name}
              value={field.value}
              empty="–"
              onChange={(value) =>
                change({ fields: withField(contact.fields, { ...field, value }) })
              }
            />
          </li>
        ))}
        <li className={css.adding}>
          <AddField onAdd={(field) => change({ fields: withField(contact.fields, field) })} />
        </li>
      </ul>
      <p className={css.protection}>
        <Button
          look="plain"
          icon={<IconShield size={18} stroke={1.5} />}
          onClick={() => setProtecting(true)}
        >
          {contact.protected ? t`Protected` : t`Protect …`}
        </Button>
      </p>
      {protecting && <ProtectDialog contact={contact} onClose={() => setProtecting(false)} />}
    </>
  );
}

function AddField({ onAdd }: { onAdd: (field: ContactField) => void }) {
  const { t } = useLingui();
  const [field, setField] = useState<ContactField | null>(null);
  if (!field)
    return (
      <button
        type="button"
        className={css.quiet}
        onClick={() => setField({ name: "", value: "", protected: false })}
      >
        <IconPlus size={16} stroke={1.5} />
        {t`Add a field`}
      </button>
    );
  const ready = field.name.trim() !== "" && field.value.trim() !== "";
  return (
    <form
      className={css.newField}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onAdd({ ...field, name: field.name.trim(), value: field.value.trim() });
        if (ready) setField(null);
      }}
      onKeyDown={(event) => event.key === "Escape" && setField(null)}
    >
      <input
        autoFocus
        aria-label={t`What it is`}
        placeholder={t`Customer number`}
        value={field.name}
        onChange={(event) => setField({ ...field, name: event.target.value })}
      />
      <input
        aria-label={t`Its value`}
        placeholder="4711"
        value={field.value}
        onChange={(event) => setField({ ...field, value: event.target.value })}
      />
      <label>
        <input
          type="checkbox"
          checked={field.protected}
          onChange={(event) => setField({ ...field, protected: event.target.checked })}
        />
        {t`Protected: only for those who may see protected people`}
      </label>
      <Button type="submit" disabled={!ready}>{t`Add`}</Button>
    </form>
  );
}
