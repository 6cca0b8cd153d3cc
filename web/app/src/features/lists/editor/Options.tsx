/** Topic, where answers go, and whether links are counted. */
import { useLingui } from "@lingui/react/macro";
import { useAddresses } from "../../../sync/queries.ts";
import { shownAddress } from "../../../lib/format.ts";
import { Select, Switch } from "../../../ui/forms.ts";
import type { Draft } from "./drafts.ts";
import type { ListSettings } from "../settings/remote.ts";
import css from "./editor.module.css";

interface Props {
  draft: Draft;
  settings: ListSettings | undefined;
  onChange: (part: Partial<Draft>) => void;
}

const EVERY = "*"; // no topic: everyone, whatever they chose

export function Options({ draft, settings, onChange }: Props) {
  const { t } = useLingui();
  return (
    <div className={css.options}>
      {settings && settings.topics.length > 0 && (
        <Select
          label={t`Topic`}
          description={t`Only those who want this topic get it.`}
          allowDeselect={false}
          value={draft.topic || EVERY}
          data={[
            { value: EVERY, label: t`All topics` },
            ...settings.topics.map(({ key, name }) => ({ value: key, label: name })),
          ]}
          onChange={(topic) => onChange({ topic: topic === EVERY ? "" : (topic ?? "") })}
        />
      )}
      <Answers draft={draft} settings={settings} onChange={onChange} />
      {settings?.clicks && (
        <Switch
          label={t`Count which links are followed`}
          description={t`Machines that look at every link are left out. Nobody is watched while reading.`}
          checked={draft.clicks}
          onChange={(event) => onChange({ clicks: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}

function Answers({ draft, settings, onChange }: Props) {
  const { t } = useLingui();
  const boxes = (useAddresses().data?.items ?? []).filter((one) => one.mode !== "list");
  const usual = "usual";
  const value =
    draft.reply_to === "inbox" ? `@${draft.reply_inbox ?? ""}` : draft.reply_to || usual;
  return (
    <Select
      label={t`Answers go to`}
      allowDeselect={false}
      value={value}
      data={[
        { value: usual, label: t`As the list has it` },
        { value: "author", label: t`Whoever sends it` },
        { value: "list", label: t({ message: "The list", context: "answers" }) },
        ...(settings?.reply_fixed ? [{ value: "fixed", label: settings.reply_fixed }] : []),
        ...boxes.map(({ address }) => ({ value: `@${address}`, label: shownAddress(address) })),
      ]}
      onChange={(next) => {
        if (next?.startsWith("@")) onChange({ reply_to: "inbox", reply_inbox: next.slice(1) });
        else onChange({ reply_to: next === usual ? "" : (next ?? ""), reply_inbox: null });
      }}
    />
  );
}
