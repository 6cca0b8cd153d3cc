/** What is kept to read: no archive, one for colleagues, or a public one with its links. */
import { useLingui } from "@lingui/react/macro";
import { IconWorld } from "@tabler/icons-react";
import { useState } from "react";
import { Checkbox, Switch, TextInput } from "../../../ui/forms.ts";
import { Section } from "../../../ui/page/Page.tsx";
import { Choices } from "./Choices.tsx";
import { CopyLine } from "./CopyLine.tsx";
import type { PartProps } from "./different.ts";
import { ARCHIVES } from "./words.ts";
import css from "./settings.module.css";

export function Kept(props: PartProps) {
  const { settings, wish, set } = props;
  const { t } = useLingui();
  const [now] = useState(() => new Date().toISOString());
  return (
    <Section title={t`Archive`}>
      <div className={css.form}>
        <Choices
          label={t`Archive`}
          words={ARCHIVES}
          value={wish.archive}
          onChange={(archive) =>
            set({
              archive,
              public_since: settings.archive === "public" ? settings.public_since : now,
            })
          }
        />
        {wish.archive === "public" && <Since {...props} now={now} />}
        {wish.archive === "public" && (
          <Switch
            checked={wish.indexed}
            label={t`Search engines may list the archive`}
            description={t`Otherwise each page asks them not to. Whoever has the link reads it either way.`}
            onChange={(event) => set({ indexed: event.currentTarget.checked })}
          />
        )}
        {settings.archive === "public" && (
          <>
            <CopyLine label={t`Link to the archive`} text={settings.archive_url} open />
            <CopyLine label={t`Feed`} text={settings.feed_url} />
          </>
        )}
      </div>
    </Section>
  );
}

/** What was written for colleagues stays with them, unless one says otherwise. */
function Since({ wish, set, now }: PartProps & { now: string }) {
  const { t } = useLingui();
  const since = wish.public_since;
  const day = since ? new Date(since).toLocaleDateString("sv") : ""; // 2026-11-23, as the field wants it
  return (
    <>
      <Checkbox
        checked={since === null}
        label={t`Older posts stand there, too`}
        description={t`Otherwise only those since a day you choose; older ones stay for colleagues.`}
        onChange={(event) => set({ public_since: event.currentTarget.checked ? null : now })}
      />
      {since === null ? (
        <p className={css.heed} role="status">
          <IconWorld size={18} stroke={1.5} aria-hidden />
          {t`Everybody can read all posts the archive holds, also those written for colleagues only. What must not stand there can be taken out in the archive.`}
        </p>
      ) : (
        <TextInput
          type="date"
          label={t`Posts since`}
          maw={200}
          value={day}
          onChange={(event) => {
            const chosen = new Date(`${event.currentTarget.value}T00:00`);
            if (!Number.isNaN(chosen.getTime())) set({ public_since: chosen.toISOString() });
          }}
        />
      )}
    </>
  );
}
