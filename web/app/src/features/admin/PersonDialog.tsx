/** Adding a person: address, name, role, and a first password. */
import { useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import type { Colleague } from "../../api/types.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { PasswordInput, Radio, TextInput } from "../../ui/forms.ts";
import { ProblemBox } from "../../ui/page/Page.tsx";
import { toast } from "../../ui/toast.ts";
import { useAddPerson } from "./remote.ts";
import { ROLE_WORDS } from "./roles.ts";
import css from "./admin.module.css";

type Wish = { address: string; name: string; role: Colleague["role"]; password: string };

export function PersonDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [wish, setWish] = useState<Wish>({ address: "", name: "", role: "member", password: "" });
  const add = useAddPerson();
  const complete = wish.address.trim() && wish.name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { password, ...rest } = wish;
    add.mutate(password ? { ...rest, password } : rest, {
      onSuccess: (person) => {
        toast({ text: t`${person.name} is here. Give rights at an address next.` });
        onClose();
      },
    });
  };
  return (
    <Dialog open title={t`Add person`} onClose={onClose} size={520}>
      <form className={css.form} onSubmit={submit}>
        <PersonFields wish={wish} onChange={setWish} />
        {add.error && <ProblemBox error={add.error} />}
        <div className={css.dialogFoot}>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="filled" type="submit" disabled={!complete || add.isPending}>
            {t`Add person`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function PersonFields({ wish, onChange }: { wish: Wish; onChange: (wish: Wish) => void }) {
  const { t, i18n } = useLingui();
  return (
    <>
      <TextInput
        label={t({ message: "Name", context: "person" })}
        value={wish.name}
        onChange={(event) => onChange({ ...wish, name: event.currentTarget.value })}
        autoComplete="off"
        data-autofocus
      />
      <TextInput
        label={t`Own mail address`}
        description={t`It is the name for signing in.`}
        type="email"
        value={wish.address}
        onChange={(event) => onChange({ ...wish, address: event.currentTarget.value })}
        autoComplete="off"
      />
      <PasswordInput
        label={t`First password`}
        description={t`Left empty, nobody can sign in yet. You can set one later.`}
        value={wish.password}
        onChange={(event) => onChange({ ...wish, password: event.currentTarget.value })}
        autoComplete="new-password"
      />
      <Radio.Group
        value={wish.role}
        onChange={(role) => onChange({ ...wish, role: role as Colleague["role"] })}
      >
        <div className={css.radios}>
          {(["member", "administrator"] as const).map((role) => (
            <Radio
              key={role}
              value={role}
              label={i18n._(ROLE_WORDS[role].name)}
              description={i18n._(ROLE_WORDS[role].means)}
            />
          ))}
        </div>
      </Radio.Group>
    </>
  );
}
