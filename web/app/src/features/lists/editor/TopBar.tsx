/** What can be done with a draft: try it, keep it as a template, send it. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconDots, IconFlask } from "@tabler/icons-react";
import { Button, IconButton } from "../../../ui/Button.tsx";
import { Menu } from "../../../ui/forms.ts";
import { LateMenu } from "../../../ui/Late.tsx";
import { toast } from "../../../ui/toast.ts";
import type { Campaign } from "../campaigns/remote.ts";
import { useMayManage } from "../rights.ts";
import { isMjml } from "./blocks.ts";
import { SendDialog } from "./SendDialog.tsx";
import type { Saver, Typing } from "./Saver.ts";
import { TemplateDialog } from "./TemplateDialog.tsx";
import { TestDialog } from "./TestDialog.tsx";
import css from "./editor.module.css";

interface Props {
  campaign: Campaign;
  saver: Saver;
  typing: Typing;
  recipient: string;
}

export function TopBar({ campaign, saver, typing, recipient }: Props) {
  const { t } = useLingui();
  const [open, setOpen] = useState<"" | "test" | "send" | "template">("");
  if (!useMayManage(campaign.address)) return null; // a moderator looks, and decides
  const show = (what: typeof open) => void saver.flush().then(() => setOpen(what));
  const close = () => setOpen("");
  return (
    <>
      <Kept typing={typing} />
      <Button icon={<IconFlask size={18} stroke={1.5} />} onClick={() => show("test")}>
        {t`Test`}
      </Button>
      <Button look="filled" disabled={typing.theirs !== null} onClick={() => show("send")}>
        {t`Send …`}
      </Button>
      <LateMenu
        position="bottom-end"
        button={
          <IconButton label={t`More`}>
            <IconDots size={18} stroke={1.5} />
          </IconButton>
        }
      >
        {() => <More saver={saver} onTemplate={() => show("template")} />}
      </LateMenu>
      {open === "test" && <TestDialog campaign={campaign} recipient={recipient} onClose={close} />}
      {open === "template" && (
        <TemplateDialog list={campaign.address} draft={typing.draft} onClose={close} />
      )}
      {open === "send" && <SendDialog campaign={campaign} saver={saver} onClose={close} />}
    </>
  );
}

const BEGINNING = `<mjml>
  <mj-body>
    <mj-section>
      <mj-column>
        <mj-text>…</mj-text>
        <mj-text align="center"><a href="{{unsubscribe_url}}">–</a></mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`;

function More({ saver, onTemplate }: { saver: Saver; onTemplate: () => void }) {
  const { t } = useLingui();
  const { content } = saver.store.get().draft;
  const change = () => {
    saver.change({ content: isMjml(content) ? { blocks: [] } : { mjml: BEGINNING } });
    toast({
      text: isMjml(content) ? t`You write in blocks now.` : t`You write MJML now.`,
      action: { label: t`Undo`, run: () => saver.change({ content }) },
    });
  };
  return (
    <>
      <Menu.Item onClick={onTemplate}>{t`Keep as a template …`}</Menu.Item>
      <Menu.Item onClick={change}>
        {isMjml(content) ? t`Write in blocks` : t`Write MJML by hand`}
      </Menu.Item>
    </>
  );
}

/** Says quietly whether what is typed is kept. */
function Kept({ typing }: { typing: Typing }) {
  const { t } = useLingui();
  const words = {
    kept: t`All is saved.`,
    typed: t`Saving …`,
    saving: t`Saving …`,
    failed: t`Not saved yet; what you wrote is still here.`,
  }[typing.state];
  return (
    <p className={css.kept} role="status">
      {words}
    </p>
  );
}
