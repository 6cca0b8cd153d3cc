/** A text to copy, such as a link, with a way to open it. */
import { useLingui } from "@lingui/react/macro";
import { IconExternalLink } from "@tabler/icons-react";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import css from "./settings.module.css";

export function CopyLine({ label, text, open }: { label: string; text: string; open?: boolean }) {
  const { t } = useLingui();
  return (
    <div>
      <p className={css.label}>{label}</p>
      <p className={css.copy}>
        <code>{text}</code>
        <CopyButton text={text} label={t`Copy ${label}`} />
        {open && (
          <a href={text} target="_blank" rel="noreferrer" aria-label={t`Open ${label}`}>
            <IconExternalLink size={16} stroke={1.5} />
          </a>
        )}
      </p>
    </div>
  );
}
