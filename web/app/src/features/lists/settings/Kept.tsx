/** What is kept to read: no archive, one for colleagues, or a public one with its links. */
import { useLingui } from "@lingui/react/macro";
import { Section } from "../../../ui/page/Page.tsx";
import { Choices } from "./Choices.tsx";
import { CopyLine } from "./CopyLine.tsx";
import type { PartProps } from "./different.ts";
import { ARCHIVES } from "./words.ts";
import css from "./settings.module.css";

export function Kept({ settings, wish, set }: PartProps) {
  const { t } = useLingui();
  return (
    <Section title={t`Archive`}>
      <div className={css.form}>
        <Choices
          label={t`Archive`}
          words={ARCHIVES}
          value={wish.archive}
          onChange={(archive) => set({ archive })}
        />
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
