/** Below the text: files, what is kept, later, send. */
import { useRef } from "react";
import { Plural, useLingui } from "@lingui/react/macro";
import { IconClock, IconPaperclip, IconTrash, IconX } from "@tabler/icons-react";
import { size, stamp } from "../../lib/format.ts";
import { moments } from "../../lib/later.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Menu } from "../../ui/forms.ts";
import type { Refusal } from "./guard.ts";
import type { Content, Kept } from "./useDraft.ts";
import css from "./Composer.module.css";

interface Props {
  content: Content;
  kept: Kept;
  uploading: number;
  refusal: Refusal | null;
  onFiles: (files: File[]) => void;
  onDetach: (id: string) => void;
  onDiscard: () => void;
  onSend: () => void;
  onSendAndClose?: () => void;
  onLater: (at: Date) => void;
}

export function Bar(props: Props) {
  const { content, kept, uploading, refusal, onFiles, onDiscard, onSend, onSendAndClose } = props;
  const { t } = useLingui();
  const phone = usePhone();
  const input = useRef<HTMLInputElement>(null);
  const reasons: Record<Refusal, string> = {
    empty: t`Write something first.`,
    nobody: t`Add a recipient first.`,
    uploading: t`A file is still on its way.`,
    sending: t`It is being sent.`,
  };
  const why = refusal ? reasons[refusal] : undefined;
  return (
    <>
      <Attached {...props} />
      <footer className={css.bar}>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            onFiles([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
        <IconButton label={t`Attach files`} onClick={() => input.current?.click()}>
          <IconPaperclip size={19} stroke={1.5} />
        </IconButton>
        {(content.text || kept !== "nothing") && (
          <IconButton label={t`Discard`} onClick={onDiscard}>
            <IconTrash size={19} stroke={1.5} />
          </IconButton>
        )}
        <span className={css.kept} role="status">
          {uploading > 0 ? (
            <Plural value={uploading} one="# file on its way" other="# files on their way" />
          ) : (
            { nothing: "", unsaved: t`Saving …`, saved: t`Saved`, failed: t`Not saved yet` }[kept]
          )}
        </span>
        <Later {...props} />
        {onSendAndClose && !phone && (
          <Button look="plain" disabled={refusal !== null} title={why} onClick={onSendAndClose}>
            {t`Send & close`}
          </Button>
        )}
        <Button
          look="filled"
          keys="Ctrl+Enter"
          disabled={refusal !== null}
          title={why}
          onClick={onSend}
        >
          {t`Send`}
        </Button>
      </footer>
    </>
  );
}

function Later({ refusal, onLater }: Props) {
  const { t, i18n } = useLingui();
  const now = new Date();
  const names = {
    hour: t`In an hour`,
    afternoon: t`This afternoon`,
    tomorrow: t`Tomorrow morning`,
    monday: t`Monday morning`,
  };
  return (
    <Menu position="top-end">
      <Menu.Target>
        <Button
          look="plain"
          icon={<IconClock size={18} stroke={1.5} />}
          disabled={refusal !== null}
        >
          {t`Later`}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {moments(now).map(({ key, at }) => (
          <Menu.Item
            key={key}
            rightSection={
              <span className={css.dim}>
                {stamp(at.toISOString(), { now, language: i18n.locale })}
              </span>
            }
            onClick={() => onLater(at)}
          >
            {names[key]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Attached({ content, onDetach }: Props) {
  const { t, i18n } = useLingui();
  if (!content.attachments.length) return null;
  return (
    <ul className={css.attached}>
      {content.attachments.map((file) => (
        <li key={file.id} className={css.person}>
          {file.name} <small>{size(file.size, i18n.locale)}</small>
          <button
            type="button"
            aria-label={t`Take out ${file.name}`}
            onClick={() => onDetach(file.id)}
          >
            <IconX size={13} stroke={2} />
          </button>
        </li>
      ))}
    </ul>
  );
}
