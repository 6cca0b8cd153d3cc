/** Two people wrote the same: both texts side by side, and whose is taken. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
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

const NAMES: Record<keyof Draft, MessageDescriptor> = {
  name: msg`Name of the campaign`,
  subject: msg`Subject`,
  preheader: msg`Preview line`,
  content: msg`The page`,
  segment: msg`Segment`,
  query: msg`Question`,
  topic: msg`Topic`,
  reply_to: msg`Answers go to`,
  reply_inbox: msg`Answers go to`,
  clicks: msg`Count which links are followed`,
};

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
          draft={mine}
          fields={fields}
          action={t`Take mine`}
          onTake={() => void saver.takeMine()}
        />
        <Version
          title={t`Theirs`}
          draft={other}
          fields={fields}
          action={t`Take theirs`}
          onTake={() => saver.takeTheirs()}
        />
      </div>
    </Section>
  );
}

interface VersionProps {
  title: string;
  draft: Draft;
  fields: readonly (keyof Draft)[];
  action: string;
  onTake: () => void;
}

function Version({ title, draft, fields, action, onTake }: VersionProps) {
  const { t, i18n } = useLingui();
  return (
    <div className={css.version}>
      <h3>{title}</h3>
      <dl>
        {fields.map((field) => (
          <div key={field}>
            <dt>{i18n._(NAMES[field])}</dt>
            <dd>{said(draft, field) || t({ message: "nothing", context: "clash" })}</dd>
          </div>
        ))}
      </dl>
      <Button onClick={onTake}>{action}</Button>
    </div>
  );
}

/** A field as words: of a page, what can be read in it. */
function said(draft: Draft, field: keyof Draft): string {
  const value = draft[field];
  if (typeof value === "boolean") return value ? "✓" : "–";
  if (field !== "content") return String(value ?? "");
  const words = flat(draft.content.blocks ?? []).map((block) => {
    const html = new DOMParser().parseFromString(block.html ?? "", "text/html");
    return [block.text, html.body.textContent, block.alt].filter(Boolean).join(" ");
  });
  return draft.content.mjml ?? words.filter(Boolean).join(" · ");
}
