/** The mail that goes along with a forward, and whether its files do. */
import { Plural, useLingui } from "@lingui/react/macro";
import { IconMail } from "@tabler/icons-react";
import type { Message } from "../../api/types.ts";
import { called } from "../../lib/format.ts";
import { Switch } from "../../ui/forms.ts";
import { Time } from "../../ui/Time.tsx";
import css from "./parts.module.css";

interface Props {
  message: Message;
  files: boolean;
  onFiles: (on: boolean) => void;
}

export function Forwarded({ message, files, onFiles }: Props) {
  const { t } = useLingui();
  const count = message.attachments.filter((file) => !file.inline).length;
  return (
    <div className={css.forwarded}>
      <p title={message.visible}>
        <IconMail size={16} stroke={1.5} aria-hidden />
        <b>{called(message.from)}</b>
        <Time at={message.at} how="stamp" />
        <span>{message.visible.replace(/\s+/g, " ")}</span>
      </p>
      {count > 0 && (
        <Switch
          size="xs"
          checked={files}
          onChange={(event) => onFiles(event.currentTarget.checked)}
          label={<Plural value={count} one="with its file" other="with its # files" />}
          aria-label={t`Send the original attachments along`}
        />
      )}
    </div>
  );
}
