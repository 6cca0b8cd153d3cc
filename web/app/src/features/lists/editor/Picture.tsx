/** A picture: brought by choosing or dropping, with words for those who do not see it. */
import { useRef, useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconPhotoUp } from "@tabler/icons-react";
import { cx } from "../../../lib/cx.ts";
import { Button } from "../../../ui/Button.tsx";
import { Select, TextInput } from "../../../ui/forms.ts";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import type { Block } from "./blocks.ts";
import { useActs } from "./page.ts";
import { Alignment, Target } from "./parts.tsx";
import { penOf } from "./pens.ts";
import { addPicture } from "./remote.ts";
import css from "./editor.module.css";

export function Picture({ block }: { block: Block }) {
  const { t } = useLingui();
  const { change, hold } = useActs();
  const { bring, busy, error } = useBringing(block);
  return (
    <div className={css.fields}>
      {error && <ProblemBox error={error} />}
      <Drop src={block.src ?? ""} alt={block.alt ?? ""} busy={busy} onFile={bring} />
      <TextInput
        label={t`What it shows`}
        description={t`For those who do not see it; also shown until pictures are loaded.`}
        value={block.alt ?? ""}
        onChange={(event) => change(block.id, { alt: event.currentTarget.value })}
        onFocus={(event) => hold(penOf(event.currentTarget, (alt) => change(block.id, { alt })))}
      />
      <Target block={block} label={t`Leads to (if anywhere)`} />
      <div className={css.row}>
        <Select
          size="xs"
          w={150}
          aria-label={t`Width`}
          allowDeselect={false}
          value={String(block.width ?? 0)}
          data={[
            { value: "0", label: t`Full width` },
            { value: "400", label: t`Two thirds` },
            { value: "300", label: t`Half` },
            { value: "160", label: t`Small` },
          ]}
          onChange={(width) => change(block.id, { width: Number(width) })}
        />
        <Alignment block={block} />
      </div>
    </div>
  );
}

function useBringing(block: Block) {
  const { list, change } = useActs();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const bring = (file: File) => {
    setBusy(true);
    setError(null);
    addPicture(list, file)
      .then((src) => change(block.id, { src }), setError)
      .finally(() => setBusy(false));
  };
  return { bring, busy, error };
}

interface DropProps {
  src: string;
  alt: string;
  busy: boolean;
  onFile: (file: File) => void;
}

function Drop({ src, alt, busy, onFile }: DropProps) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  return (
    <div
      className={cx(css.drop, over && css.over)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (!event.dataTransfer.files.length) return;
        event.preventDefault();
        take(event.dataTransfer.files);
      }}
    >
      {src && <img src={src} alt={alt} />}
      <Button
        disabled={busy}
        icon={<IconPhotoUp size={18} stroke={1.5} />}
        onClick={() => input.current?.click()}
      >
        {busy ? t`Bringing it …` : src ? t`Another picture` : t`Choose a picture`}
      </Button>
      {!src && <small>{t`or drop it here: PNG, JPEG, GIF or WebP`}</small>}
      <input
        ref={input}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/gif,image/webp"
        aria-label={t`Picture`}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}
