/** Where a link leads. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { Button } from "../../../ui/Button.tsx";
import { TextInput } from "../../../ui/forms.ts";
import { completed } from "./links.ts";
import css from "./editor.module.css";

export function LinkForm({ href, onPut }: { href: string; onPut: (href: string) => void }) {
  const { t } = useLingui();
  const [text, setText] = useState(href);
  const found = completed(text);
  return (
    <form
      className={css.linkForm}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (found) onPut(found);
      }}
    >
      <TextInput
        label={t`Leads to`}
        value={text}
        placeholder="https://"
        data-autofocus
        autoFocus
        onChange={(event) => setText(event.currentTarget.value)}
        error={text && !found ? t`This does not lead anywhere. Begin with https://.` : undefined}
      />
      <Button type="submit" look="filled" disabled={!found}>{t`Set the link`}</Button>
    </form>
  );
}
