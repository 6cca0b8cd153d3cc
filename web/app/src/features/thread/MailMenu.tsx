/** What can be done with one mail: answer, answer all, forward, split off from here, its source. */
import { useLingui } from "@lingui/react/macro";
import {
  IconArrowBackUp,
  IconArrowBackUpDouble,
  IconArrowForwardUp,
  IconArrowsSplit2,
  IconCode,
  IconDots,
} from "@tabler/icons-react";
import { part } from "../../api/client.ts";
import type { Message } from "../../api/types.ts";
import { choose } from "../../commands/choosing.ts";
import { begin } from "../../commands/scene.ts";
import { IconButton } from "../../ui/Button.tsx";
import { Menu } from "../../ui/forms.ts";
import { LateMenu } from "../../ui/Late.tsx";

interface Props {
  message: Message;
  conversation: string;
}

export function MailMenu({ message, conversation }: Props) {
  const { t } = useLingui();
  return (
    <>
      <IconButton label={t`Answer`} onClick={() => begin.set({ kind: "reply", conversation })}>
        <IconArrowBackUp size={18} stroke={1.5} />
      </IconButton>
      <LateMenu
        position="bottom-end"
        width={230}
        button={
          <IconButton label={t`Options of this mail`}>
            <IconDots size={18} stroke={1.5} />
          </IconButton>
        }
      >
        {() => (
          <>
            <Menu.Item
              leftSection={<IconArrowBackUpDouble size={18} stroke={1.5} />}
              onClick={() => begin.set({ kind: "all", conversation })}
            >
              {t`Answer all`}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowForwardUp size={18} stroke={1.5} />}
              onClick={() => begin.set({ kind: "forward", conversation, message: message.id })}
            >
              {t`Forward`}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowsSplit2 size={18} stroke={1.5} />}
              onClick={() => choose(conversation, [message.number])}
            >
              {t`Split off …`}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item
              component="a"
              href={`/api/v1/messages/${part(message.id)}/raw`}
              target="_blank"
              rel="noopener"
              leftSection={<IconCode size={18} stroke={1.5} />}
            >
              {t`As it was sent`}
            </Menu.Item>
          </>
        )}
      </LateMenu>
    </>
  );
}
