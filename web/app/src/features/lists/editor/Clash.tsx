/** Two people wrote the same: both texts, and whose is taken. */
import { useLingui } from "@lingui/react/macro";
import { Button } from "../../../ui/Button.tsx";
import { Section } from "../../../ui/page/Page.tsx";
import type { Campaign } from "../campaigns/remote.ts";
import { flat } from "./blocks.ts";
import { differing, draftOf, type Draft } from "./drafts.ts";
import type { Saver } from "./Saver.ts";
import css from "./editor.module.css";

interface Props {
  saver: Saver;
  mine: Draft;
  theirs: Campaign;
}

export function Clash({ saver, mine, theirs }: Props) {
  const { t } = useLingui();
  const other = draftOf(theirs);
  const fields = differing(mine, other);
  return (
    <Section
      title={t`Somebody else has changed this meanwhile`}
      hint={t`Nothing is lost yet: choose whose version goes on.`}
    >
      <div className={css.clash}>
        <Version
          title={t`Yours`}
          lines={fields.map((field) => said(mine, field))}
          action={t`Take mine`}
          onTake={() => void saver.takeMine()}
        />
        <Version
          title={t`Theirs`}
          lines={fields.map((field) => said(other, field))}
          action={t`Take theirs`}
          onTake={() => saver.takeTheirs()}
        />
      </div>
    </Section>
  );
}

interface VersionProps {
  title: string;
  lines: string[];
  action: string;
  onTake: () => void;
}

function Version({ title, lines, action, onTake }: VersionProps) {
  return (
    <div className={css.version}>
      <h3>{title}</h3>
      {lines.map((line, n) => (
        <p key={n}>{line}</p>
      ))}
      <Button onClick={onTake}>{action}</Button>
    </div>
  );
}

/** A field as words: of a page, what can be read in it. */
function said(draft: Draft, field: keyof Draft): string {
  const value = draft[field];
  if (field !== "content") return String(value ?? "–");
  const words = flat(draft.content.blocks ?? []).map((block) => {
    const html = new DOMParser().parseFromString(block.html ?? "", "text/html");
    return [block.text, html.body.textContent, block.alt].filter(Boolean).join(" ");
  });
  return draft.content.mjml ?? words.filter(Boolean).join(" · ");
}
