/** A new campaign: its name, and what it begins with. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { IconTrash } from "@tabler/icons-react";
import { Button, IconButton } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Radio, TextInput } from "../../../ui/forms.ts";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { useBegin, useForgetTemplate, useTemplates, type CampaignLine } from "./remote.ts";
import css from "./campaigns.module.css";

interface Props {
  list: string;
  copies: CampaignLine | null;
  onClose: () => void;
}

export function NewCampaign({ list, copies, onClose }: Props) {
  const { t } = useLingui();
  const go = useNavigate();
  const [name, setName] = useState(copies ? t`${copies.name} (copy)` : "");
  const [template, setTemplate] = useState("");
  const begin = useBegin(list);
  const submit = () =>
    begin.mutate(
      { name, ...(copies ? { copy_of: copies.id } : template ? { template } : {}) },
      { onSuccess: (made) => void go({ to: `/lists/${list}/campaigns/${made.id}` as string }) },
    );
  return (
    <Dialog open onClose={onClose} title={copies ? t`Begin a copy` : t`New campaign`}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextInput
          label={t`Name`}
          description={t`For you and your colleagues; nobody outside sees it.`}
          placeholder={t`Newsletter in December`}
          value={name}
          maxLength={200}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {!copies && <Templates list={list} chosen={template} onChoose={setTemplate} />}
        {begin.error && <ProblemBox error={begin.error} />}
        <div className={css.foot}>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look="filled" disabled={!name.trim() || begin.isPending}>
            {t`Begin`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface Choice {
  list: string;
  chosen: string;
  onChoose: (id: string) => void;
}

function Templates({ list, chosen, onChoose }: Choice) {
  const { t } = useLingui();
  const templates = useTemplates(list).data ?? [];
  const forget = useForgetTemplate();
  if (templates.length === 0) return null;
  return (
    <Radio.Group label={t`Begin with`} value={chosen} onChange={onChoose}>
      <div className={css.templates}>
        <Radio value="" label={t`An empty page`} />
        {templates.map((one) => (
          <span key={one.id}>
            <Radio
              value={one.id}
              label={one.name}
              description={one.address === null ? t`for all lists` : undefined}
            />
            <IconButton
              label={t`Forget the template ${one.name}`}
              onClick={() => {
                if (chosen === one.id) onChoose("");
                forget.mutate(one.id);
              }}
            >
              <IconTrash size={16} stroke={1.5} />
            </IconButton>
          </span>
        ))}
        {forget.error && <ProblemBox error={forget.error} />}
      </div>
    </Radio.Group>
  );
}
