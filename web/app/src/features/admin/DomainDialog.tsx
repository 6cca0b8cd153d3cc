/** Adding a domain: its name, and whether only group addresses or all its mail lives here. */
import { useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Radio, TextInput } from "../../ui/forms.ts";
import { ProblemBox } from "../../ui/page/Page.tsx";
import { useAddDomain } from "./remote.ts";
import type { Domain } from "./types.ts";
import css from "./admin.module.css";

export function DomainDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<Domain["kind"]>("split");
  const add = useAddDomain();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ name: name.trim().toLowerCase(), kind }, { onSuccess: onClose });
  };
  return (
    <Dialog open title={t`Add domain`} onClose={onClose} size={520}>
      <form className={css.form} onSubmit={submit}>
        <TextInput
          label={t({ message: "Domain", context: "field" })}
          placeholder="acme.example"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
        />
        <Radio.Group value={kind} onChange={(value) => setKind(value as Domain["kind"])}>
          <div className={css.radios}>
            <Radio
              value="split"
              label={t`Only group addresses (usual)`}
              description={t`People keep their own mailboxes where they are now.`}
            />
            <Radio
              value="full"
              label={t`All mail of the domain`}
              description={t`Whoever is not known here is told that there is no such address.`}
            />
          </div>
        </Radio.Group>
        {add.error && <ProblemBox error={add.error} />}
        <div className={css.dialogFoot}>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="filled" type="submit" disabled={!name.trim() || add.isPending}>
            {t`Add domain`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
