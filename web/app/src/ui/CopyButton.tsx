/** Copies a text to the clipboard and says so for a moment. */
import { useLingui } from "@lingui/react/macro";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { IconButton } from "./Button.tsx";
import { toast } from "./toast.ts";

export function CopyButton({ text, label }: { text: string; label: string }) {
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
