/** A new access token: what for, how far; then the secret, once. */
import { useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Radio, TextInput } from "../../ui/forms.ts";
import { ProblemBox } from "../../ui/page/Page.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { useKeptTokens, type TokenWish } from "./tokens.ts";
import css from "./admin.module.css";
import own from "./tokens.module.css";

export function TokenDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [secret, setSecret] = useState<string | null>(null);
  const title = secret === null ? t`New access token` : t`Copy it now`;
  return (
    <Dialog open size={480} title={title} onClose={onClose}>
      {secret === null ? (
        <Make onMade={setSecret} onClose={onClose} />
      ) : (
        <Once secret={secret} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface MakeProps {
  onMade: (secret: string) => void;
  onClose: () => void;
}

function Make({ onMade, onClose }: MakeProps) {
  const { t } = useLingui();
  const [wish, setWish] = useState<TokenWish>({ name: "", rights: "read" });
  const { make } = useKeptTokens();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(wish, { onSuccess: (made) => onMade(made.secret) });
  };
  return (
    <form className={css.form} onSubmit={submit}>
      <TextInput
        label={t`What is it for?`}
        placeholder={t`Weekly report`}
        maxLength={100}
        value={wish.name}
        onChange={(event) => setWish({ ...wish, name: event.currentTarget.value })}
        data-autofocus
      />
      <Radio.Group
        label={t`What may it do?`}
        value={wish.rights}
        onChange={(rights) => setWish({ ...wish, rights: rights as TokenWish["rights"] })}
      >
        <div className={css.radios} style={{ marginTop: 8 }}>
          <Radio
            value="read"
            label={t`Only read`}
            description={t`All that you see, and change nothing.`}
          />
          <Radio
            value="all"
            label={t`Everything that you may`}
            description={t`Answer, assign, close, in your name. For programs you trust.`}
          />
        </div>
      </Radio.Group>
      {make.error && <ProblemBox error={make.error} />}
      <div className={css.dialogFoot}>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button look="filled" type="submit" disabled={!wish.name.trim() || make.isPending}>
          {t`Make the token`}
        </Button>
      </div>
    </form>
  );
}

function Once({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <div className={css.form}>
      <p className={own.said}>
        {t`Nobody can read it again, not even you. Keep it as safe as your password.`}
      </p>
      <div className={own.secret}>
        <code data-autofocus tabIndex={-1}>
          {secret}
        </code>
        <CopyButton text={secret} label={t`Copy the token`} />
      </div>
      <p className={own.said}>
        {t`The program sends it with each request, in this line:`}
        <code className={own.line}>Authorization: Bearer tp_…</code>
      </p>
      <div className={css.dialogFoot}>
        <Button look="filled" onClick={onClose}>{t`I have it`}</Button>
      </div>
    </div>
  );
}
