/** A new password for a person; it signs them out everywhere. */
import { useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import type { Colleague } from "../../api/types.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { PasswordInput } from "../../ui/forms.ts";
import { ProblemBox } from "../../ui/page/Page.tsx";
import { toast } from "../../ui/toast.ts";
import { useChangePerson } from "./remote.ts";
import css from "./admin.module.css";

export function PasswordDialog({ person, onClose }: { person: Colleague; onClose: () => void }) {
  const { t } = useLingui();
  const [password, setPassword] = useState("");
  const change = useChangePerson();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { address: person.address, password },
      {
        onSuccess: () => {
          toast({ text: t`${person.name} has a new password.` });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog open title={t`A password for ${person.name}`} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <PasswordInput
          label={t`New password`}
          description={t`It ends all sessions of ${person.name}. Tell it in person, not by mail.`}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="new-password"
          data-autofocus
        />
        {change.error && <ProblemBox error={change.error} />}
        <div className={css.dialogFoot}>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="filled" type="submit" disabled={!password || change.isPending}>
            {t`Set password`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
