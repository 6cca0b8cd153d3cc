/** A text to copy, such as a link, with a way to open it. */
import { useLingui } from "@lingui/react/macro";
import { IconCheck, IconCopy, IconExternalLink } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { IconButton } from "../../../ui/Button.tsx";
import { toast } from "../../../ui/toast.ts";
import css from "./settings.module.css";

export function CopyLine({ label, text, open }: { label: string; text: string; open?: boolean }) {
  const { t } = useLingui();
  return (
    <div>
      <p className={css.label}>{label}</p>
      <p className={css.copy}>
        <code>{text}</code>
        <Copy text={text} label={t`Copy ${label}`} />
        {open && (
          <a href={text} target="_blank" rel="noreferrer" aria-label={t`Open ${label}`}>
            <IconExternalLink size={16} stroke={1.5} />
          </a>
        )}
      </p>
    </div>
  );
}

export function Copy({ text, label }: { text: string; label: string }) {
  const { t } = useLingui();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Without HTTPS browsers offer no clipboard; the text stands there to be marked by hand.
      toast({
        text: t`The browser does not allow copying here. Mark the text and copy it yourself.`,
      });
    }
  };
  return (
    <IconButton label={copied ? t`Copied` : label} onClick={() => void copy()}>
      {copied ? (
        <IconCheck size={16} stroke={1.75} color="var(--ok)" />
      ) : (
        <IconCopy size={16} stroke={1.5} />
      )}
    </IconButton>
  );
}
