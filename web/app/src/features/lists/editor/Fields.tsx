/** What can be said in a block, by its kind. */
import { useRef } from "react";
import { useLingui } from "@lingui/react/macro";
import { SegmentedControl, TextInput } from "../../../ui/forms.ts";
import type { Block } from "./blocks.ts";
import { useActs } from "./page.ts";
import { penOf, type Pen } from "./pens.ts";
import { Alignment, Target } from "./parts.tsx";
import { Picture } from "./Picture.tsx";
import { RichText } from "./RichText.tsx";
import css from "./editor.module.css";

export function Fields({ block }: { block: Block }) {
  switch (block.type) {
    case "heading":
      return <Heading block={block} />;
    case "text":
      return <Words block={block} />;
    case "image":
      return <Picture block={block} />;
    case "button":
      return <LinkButton block={block} />;
    case "divider":
      return <hr className={css.line} />;
    case "spacer":
      return <Spacer block={block} />;
    case "columns":
      return null; // holds blocks: see Blocks.tsx
  }
}

function Heading({ block }: { block: Block }) {
  const { t } = useLingui();
  const { change, hold } = useActs();
  return (
    <div className={css.fields}>
      <input
        className={css.headline}
        data-level={block.level ?? 1}
        aria-label={t`Words of the heading`}
        placeholder={t`Heading`}
        value={block.text ?? ""}
        onChange={(event) => change(block.id, { text: event.currentTarget.value })}
        onFocus={(event) => hold(penOf(event.currentTarget, (text) => change(block.id, { text })))}
      />
      <div className={css.row}>
        <SegmentedControl
          size="xs"
          aria-label={t`Size`}
          value={String(block.level ?? 1)}
          onChange={(level) => change(block.id, { level: Number(level) })}
          data={[
            { value: "1", label: t`Large` },
            { value: "2", label: t`Medium` },
            { value: "3", label: t`Small` },
          ]}
        />
        <Alignment block={block} />
      </div>
    </div>
  );
}

function Words({ block }: { block: Block }) {
  const { t } = useLingui();
  const { change, hold } = useActs();
  const pen = useRef<Pen>(null);
  return (
    <RichText
      html={block.html ?? ""}
      label={t`Words`}
      pen={pen}
      onFocus={() =>
        hold({ insert: (words) => pen.current?.insert(words), focus: () => pen.current?.focus() })
      }
      onChange={(html) => change(block.id, { html })}
    />
  );
}

function LinkButton({ block }: { block: Block }) {
  const { t } = useLingui();
  const { change, hold } = useActs();
  return (
    <div className={css.fields}>
      <TextInput
        label={t`On the button`}
        placeholder={t`See the new times`}
        value={block.text ?? ""}
        onChange={(event) => change(block.id, { text: event.currentTarget.value })}
        onFocus={(event) => hold(penOf(event.currentTarget, (text) => change(block.id, { text })))}
      />
      <Target block={block} label={t`Leads to`} />
      <Alignment block={block} />
    </div>
  );
}

function Spacer({ block }: { block: Block }) {
  const { t } = useLingui();
  const { change } = useActs();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t`Height`}
      value={String(block.height ?? 24)}
      onChange={(height) => change(block.id, { height: Number(height) })}
      data={[
        { value: "12", label: t`Narrow` },
        { value: "24", label: t`Medium` },
        { value: "48", label: t`Wide` },
      ]}
    />
  );
}
