/** Making or changing an attribute: its name, its kind, its choices, whether people are asked. */
import { useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Checkbox, Select, Textarea, TextInput } from "../../../ui/forms.ts";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { KINDS } from "../importing/words.ts";
import { useKeptAttributes } from "../remote.ts";
import type { Attribute, Kind } from "../types.ts";
import css from "./segments.module.css";

interface Props {
  id: string;
  /** null: a new one. */
  attribute: Attribute | null;
  onClose: () => void;
}

export function AttributeDialog({ id, attribute, onClose }: Props) {
  const { t, i18n } = useLingui();
  const [label, setLabel] = useState(attribute?.label ?? "");
  const [kind, setKind] = useState<Kind>(attribute?.kind ?? "text");
  const [choices, setChoices] = useState((attribute?.choices ?? []).join("\n"));
  const [asked, setAsked] = useState(attribute?.asked ?? false);
  const { add, change } = useKeptAttributes(id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lines = choices.split("\n").map((one) => one.trim());
    const offered = kind === "choice" ? lines.filter(Boolean) : [];
    const wish = { label: label.trim(), kind, choices: offered, asked };
    if (attribute) change.mutate({ key: attribute.key, ...wish }, { onSuccess: onClose });
    else add.mutate(wish, { onSuccess: onClose });
  };
  const error = add.error ?? change.error;
  const ready = label.trim() && (kind !== "choice" || choices.trim());
  return (
    <Dialog open title={attribute ? t`Change the attribute` : t`New attribute`} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <TextInput
          label={t({ message: "Name", context: "attribute" })}
          placeholder={t`City`}
          maxLength={80}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
          data-autofocus
        />
        <Select
          label={t`Kind`}
          data={Object.entries(KINDS).map(([value, words]) => ({ value, label: i18n._(words) }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => value && setKind(value as Kind)}
        />
        {kind === "choice" && (
          <Textarea
            label={t`Choices`}
            description={t`One on each line.`}
            autosize
            minRows={3}
            maxRows={10}
            value={choices}
            onChange={(event) => setChoices(event.currentTarget.value)}
          />
        )}
        <Checkbox
          checked={asked}
          onChange={(event) => setAsked(event.currentTarget.checked)}
          label={t`Ask for it when somebody signs up`}
          description={t`It stands on the sign-up page and among their own preferences.`}
        />
        {error && <ProblemBox error={error} />}
        <div className={css.foot}>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button
            look="filled"
            type="submit"
            disabled={!ready || add.isPending || change.isPending}
          >
            {t`Save`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
