/** Adding one person by hand, with what is known of them. */
import { useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import { shownAddress } from "../../../lib/format.ts";
import { useSettled } from "../../../lib/useSettled.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { TextInput } from "../../../ui/forms.ts";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { toast } from "../../../ui/toast.ts";
import { useAttributes } from "../remote.ts";
import type { Added } from "../types.ts";
import { Field } from "./Field.tsx";
import { useAddSubscribers, usePasted } from "./remote.ts";
import { changes } from "./values.ts";
import { REFUSED, STATES } from "./words.ts";
import css from "./paste.module.css";

export function OneDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const [address, setAddress] = useState("");
  const [name, setName] = useState("");
  const [values, setValues] = useState<Record<string, string>>({});
  const attributes = useAttributes(id).data ?? [];
  const add = useAddSubscribers(id);
  const asked = useSettled(address.trim(), 300);
  const seen = usePasted(id, asked).data;
  const one = asked === address.trim() ? seen?.valid[0] : undefined;
  const typo = one?.suggestion ?? (asked ? seen?.invalid[0]?.suggestion : null);
  const refused = add.data?.refused[0];
  const done = (answer: Added) => {
    if (answer.refused.length > 0) return;
    const shown = shownAddress(address.trim());
    toast({
      text: answer.added ? t`${shown} is on the list.` : t`${shown} was on the list already.`,
    });
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const attributes = changes({}, values) as Record<string, string>;
    add.mutate([{ address: address.trim(), name: name.trim(), attributes }], { onSuccess: done });
  };
  return (
    <Dialog open title={t`Add one person`} onClose={onClose} size={520}>
      <form className={css.form} onSubmit={submit}>
        <TextInput
          label={t`Mail address`}
          type="email"
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          data-autofocus
        />
        {typo && (
          <p className={css.hint}>
            {t`Did you mean ${typo}?`}{" "}
            <button type="button" className={css.take} onClick={() => setAddress(typo)}>
              {t`Take it`}
            </button>
          </p>
        )}
        {one && one.state !== "new" && (
          <p className={css.hint}>
            {one.state === "present"
              ? t`This address is on the list already.`
              : i18n._(STATES[one.state].means)}
          </p>
        )}
        <TextInput
          label={t({ message: "Name", context: "person" })}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {attributes.map((attribute) => (
          <Field
            key={attribute.key}
            attribute={attribute}
            value={values[attribute.key] ?? ""}
            onChange={(value) => setValues((now) => ({ ...now, [attribute.key]: value }))}
          />
        ))}
        {refused && (
          <p className={css.bad} role="alert">
            {i18n._(REFUSED[refused.reason] ?? { id: refused.reason })}
          </p>
        )}
        {add.error && <ProblemBox error={add.error} />}
        <div className={css.foot}>
          <p>{t`You vouch that this person wants the mails of this list. Being added sends no mail.`}</p>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="filled" type="submit" disabled={!address.trim() || add.isPending}>
            {t({ message: "Add", context: "subscriber" })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
