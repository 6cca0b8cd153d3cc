/** What is kept to read: no archive, one for colleagues, or a public one with its links. */
import { useLingui } from "@lingui/react/macro";
import { IconWorld } from "@tabler/icons-react";
import { Switch } from "../../../ui/forms.ts";
import { Section } from "../../../ui/page/Page.tsx";
import { Choices } from "./Choices.tsx";
import { CopyLine } from "./CopyLine.tsx";
import type { PartProps } from "./different.ts";
import { ARCHIVES } from "./words.ts";
import css from "./settings.module.css";

export function Kept({ settings, wish, set }: PartProps) {
  const { t } = useLingui();
  const opens = wish.archive === "public" && settings.archive !== "public";
  return (
    <Section title={t`Archive`}>
      <div className={css.form}>
        <Choices
          label={t`Archive`}
          words={ARCHIVES}
          value={wish.archive}
          onChange={(archive) => set({ archive })}
        />
        {opens && (
          <p className={css.heed} role="status">
            <IconWorld size={18} stroke={1.5} aria-hidden />
            {t`Once saved, everybody can read all posts the archive holds by now, also those written for colleagues only. What must not stand there can be taken out in the archive.`}
          </p>
        )}
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
