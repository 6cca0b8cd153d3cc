/** Below the text: files, saved replies, sharing, what is kept, later, send. */
import { useRef, useState } from "react";
import { Plural, useLingui } from "@lingui/react/macro";
import {
  IconBolt,
  IconChevronUp,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconPaperclip,
  IconTrash,
  IconUsers,
  IconX,
} from "@tabler/icons-react";
import { size } from "../../lib/format.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Menu } from "../../ui/forms.ts";
import { LateMenu } from "../../ui/Late.tsx";
import { Keys } from "../../ui/Keys.tsx";
import type { Refusal } from "./guard.ts";
import { Later } from "./Later.tsx";
import type { Content, Kept } from "./useDraft.ts";
import css from "./Composer.module.css";
import parts from "./parts.module.css";

export interface BarProps {
  content: Content;
  kept: Kept;
  uploading: number;
  refusal: Refusal | null;
  later?: boolean;
  onLaterOpen?: (open: boolean) => void;
  onFiles: (files: File[]) => void;
  onDetach: (id: string) => void;
  onSaved?: () => void;
  /** Whether colleagues may go on with this draft; left out: it cannot be shared. */
  shared?: boolean | undefined;
  onShare?: ((shared: boolean) => void) | undefined;
  onDiscard: () => void;
  onSend: () => void;
  onSendAndClose?: () => void;
  onSendAndNext?: () => void;
  onLater: (at: Date) => void;
  sendLabel?: string;
}

export function Bar(props: BarProps) {
  const { content, kept, uploading, refusal, onFiles, onDiscard, onSend } = props;
  const { t } = useLingui();
  const phone = usePhone();
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const why = useReason(refusal);
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
        {props.onSaved && (
          <IconButton label={t`Saved replies`} keys=";" onClick={props.onSaved}>
            <IconBolt size={19} stroke={1.5} />
          </IconButton>
        )}
        <Share {...props} />
        {(content.text || kept !== "nothing") && (
          <IconButton label={t`Discard`} onClick={onDiscard}>
            <IconTrash size={19} stroke={1.5} />
          </IconButton>
        )}
        <KeptSign kept={kept} uploading={uploading} />
        <Later
          disabled={refusal !== null}
          short={phone}
          open={props.later ?? open}
          onOpen={props.onLaterOpen ?? setOpen}
          onLater={props.onLater}
        />
        {props.onSendAndClose && !phone && (
          <Button
            look="plain"
            disabled={refusal !== null}
            title={why}
            onClick={props.onSendAndClose}
          >
            {t`Send & close`}
          </Button>
        )}
        <span className={parts.send}>
          <Button
            look="filled"
            keys="Ctrl+Enter"
            disabled={refusal !== null}
            title={why}
            onClick={onSend}
          >
            {props.sendLabel ?? t`Send`}
          </Button>
          <MoreWays {...props} />
        </span>
      </footer>
    </>
  );
}

/** How far keeping it is: in words, and in a narrow bar as a sign. */
function KeptSign({ kept, uploading }: Pick<BarProps, "kept" | "uploading">) {
  const { t } = useLingui();
  const words = {
    nothing: "",
    unsaved: t`Saving …`,
    saved: t`Saved`,
    failed: t`Not saved yet`,
  }[kept];
  const Sign = { unsaved: IconCloudUp, saved: IconCloudCheck, failed: IconCloudOff, nothing: null }[
    kept
  ];
  return (
    <span className={css.kept} role="status" title={words || undefined}>
      {Sign && <Sign size={16} stroke={1.5} aria-hidden data-kept={kept} />}
      <span className={css.keptWords}>
        {uploading > 0 ? (
          <Plural value={uploading} one="# file on its way" other="# files on their way" />
        ) : (
          words
        )}
      </span>
    </span>
  );
}

function useReason(refusal: Refusal | null): string | undefined {
  const { t } = useLingui();
  const reasons: Record<Refusal, string> = {
    empty: t`Write something first.`,
    nobody: t`Add a recipient first.`,
    uploading: t`A file is still on its way.`,
    sending: t`It is being sent.`,
  };
  return refusal ? reasons[refusal] : undefined;
}

function MoreWays({ refusal, onSendAndClose, onSendAndNext }: BarProps) {
  const { t } = useLingui();
  if (!onSendAndClose || !onSendAndNext) return null;
  return (
    <LateMenu
      position="top-end"
      width={250}
      button={
        <Button
          look="filled"
          className={parts.ways}
          disabled={refusal !== null}
          aria-label={t`Other ways to send`}
        >
          <IconChevronUp size={16} stroke={1.75} />
        </Button>
      }
    >
      {() => (
        <>
          <Menu.Item
            rightSection={<Keys keys="Ctrl+Shift+Enter" />}
            onClick={onSendAndClose}
          >{t`Send & close`}</Menu.Item>
          <Menu.Item onClick={onSendAndNext}>{t`Send & next`}</Menu.Item>
        </>
      )}
    </LateMenu>
  );
}

function Share({ shared, onShare }: BarProps) {
  const { t } = useLingui();
  if (!onShare) return null;
  return (
    <IconButton
      label={shared ? t`Shared: colleagues can go on with it` : t`Let colleagues go on with it`}
      aria-pressed={shared ?? false}
      onClick={() => onShare(!shared)}
    >
      <IconUsers size={19} stroke={1.5} />
    </IconButton>
  );
}

function Attached({ content, onDetach }: BarProps) {
  const { t, i18n } = useLingui();
  const shown = content.attachments.filter((file) => !content.html.includes(file.url));
  if (!shown.length) return null;
  return (
    <ul className={css.attached}>
      {shown.map((file) => (
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
