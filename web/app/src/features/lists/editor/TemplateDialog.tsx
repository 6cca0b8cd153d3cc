/** Keeps the page to begin others with. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { useMe } from "../../../sync/queries.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Checkbox, TextInput } from "../../../ui/forms.ts";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { toast } from "../../../ui/toast.ts";
import { useKeepTemplate } from "../campaigns/remote.ts";
import type { Draft } from "./drafts.ts";
import css from "./editor.module.css";

interface Props {
  list: string;
  draft: Draft;
  onClose: () => void;
}

export function TemplateDialog({ list, draft, onClose }: Props) {
  const { t } = useLingui();
  const [name, setName] = useState(draft.name);
  const [everywhere, setEverywhere] = useState(false);
  const keep = useKeepTemplate(list);
  const administrates = useMe().data?.role === "administrator";
  return (
    <Dialog open onClose={onClose} title={t`Keep as a template`}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate(
            { name, content: draft.content, everywhere },
            {
              onSuccess: () => {
                toast({ text: t`Kept. New campaigns can begin with it.` });
                onClose();
              },
            },
          );
        }}
      >
        <TextInput
          label={t`Name of the template`}
          value={name}
          maxLength={120}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {administrates && (
          <Checkbox
            label={t`For all lists`}
            checked={everywhere}
            onChange={(event) => setEverywhere(event.currentTarget.checked)}
          />
        )}
        {keep.error && <ProblemBox error={keep.error} />}
        <div className={css.foot}>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look="filled" disabled={!name.trim() || keep.isPending}>
            {t`Keep it`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
