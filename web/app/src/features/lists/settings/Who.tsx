/** Who may post, who decides about the rest, how large posts may be and what is done with files. */
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Select, Textarea, TextInput } from "../../../ui/forms.ts";
import { Section } from "../../../ui/page/Page.tsx";
import { Choices } from "./Choices.tsx";
import { several, type PartProps } from "./different.ts";
import { ATTACHED, POSTING } from "./words.ts";
import css from "./settings.module.css";

const MEGABYTE = 1024 * 1024;
const SIZES = [0, 1, 2, 5, 10, 25, 50, 100]; // MB; 0: what the server takes

export function Who(props: PartProps) {
  const { wish, set } = props;
  const { t } = useLingui();
  return (
    <Section
      title={t`Who may post`}
      hint={t`Whoever claims to be somebody must prove it: signed in here, or with a mail whose sender is verified.`}
    >
      <div className={css.form}>
        <Choices
          label={t`Who may post`}
          words={POSTING}
          value={wish.posting}
          onChange={(posting) => set({ posting })}
        />
        {wish.posting === "domain" && (
          <Words
            label={t`Which domains`}
            placeholder="acme.example"
            value={wish.posting_domains}
            onChange={(posting_domains) => set({ posting_domains })}
          />
        )}
        <Moderators {...props} />
        <Limits {...props} />
      </div>
    </Section>
  );
}

function Moderators({ list, settings }: PartProps) {
  const { t } = useLingui();
  const names = settings.moderators.map(({ user, team }) => user ?? team).filter(Boolean);
  const to: string = `/addresses/${encodeURIComponent(list.id)}/people`;
  return (
    <p className={css.line}>
      {names.length > 0
        ? t`${names.join(", ")} decide about what is held, here or by answering the notice.`
        : t`Nobody decides about what is held yet.`}{" "}
      <Link to={to}>{t`Give the right to decide`}</Link>
    </p>
  );
}

function Limits({ wish, set }: PartProps) {
  const { t, i18n } = useLingui();
  const now = Math.round(wish.max_size / MEGABYTE);
  const offered = [...new Set([...SIZES, now])].sort((a, b) => a - b);
  return (
    <>
      <div className={css.row}>
        <Select
          label={t`Largest post`}
          data={offered.map((size) => ({
            value: String(size),
            label: size === 0 ? t`what the server takes` : `${String(size)} MB`,
          }))}
          value={String(now)}
          allowDeselect={false}
          onChange={(size) => set({ max_size: Number(size) * MEGABYTE })}
        />
        <Select
          label={t`Attached files`}
          data={Object.entries(ATTACHED).map(([value, words]) => ({
            value,
            label: i18n._(words),
          }))}
          value={wish.attachments}
          allowDeselect={false}
          onChange={(attachments) => attachments && set({ attachments })}
        />
      </div>
      {wish.attachments !== "any" && (
        <Words
          label={t`But always let through`}
          placeholder="pdf, jpg, png"
          value={wish.attachment_types}
          onChange={(attachment_types) => set({ attachment_types })}
        />
      )}
    </>
  );
}

interface WordsProps {
  label: string;
  placeholder: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** Several short words in one line; they are read when one leaves the field. */
function Words({ label, placeholder, value, onChange }: WordsProps) {
  const [text, setText] = useState(() => value.join(", "));
  const Field = text.length > 60 ? Textarea : TextInput;
  return (
    <Field
      label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(several(event.currentTarget.value));
      }}
    />
  );
}
