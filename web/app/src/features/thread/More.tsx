/** All that can be done with the conversation, by name. */
import { useLingui } from "@lingui/react";
import { msg } from "@lingui/core/macro";
import { IconDots } from "@tabler/icons-react";
import { titleOf } from "../../commands/command.ts";
import { commands } from "../../commands/registry.ts";
import { scene } from "../../commands/scene.ts";
import { useStore } from "../../lib/store.ts";
import { IconButton } from "../../ui/Button.tsx";
import { Menu } from "../../ui/forms.ts";
import { LateMenu } from "../../ui/Late.tsx";
import { Keys } from "../../ui/Keys.tsx";

const NAME = msg`More`;
/** What is written about the conversation belongs here, too. */
const HERE = new Set(["reply-all", "forward", "task"]);
/** Not about this conversation alone. */
const NOT_HERE = new Set(["undo", "redo"]);

export function More() {
  const { i18n } = useLingui();
  return (
    <LateMenu
      position="bottom-end"
      width={300}
      button={
        <IconButton label={i18n._(NAME)}>
          <IconDots size={20} stroke={1.5} />
        </IconButton>
      }
    >
      {() => <Everything />}
    </LateMenu>
  );
}

function Everything() {
  const { i18n } = useLingui();
  const all = useStore(commands);
  const now = useStore(scene);
  const shown = all.filter(
    (one) =>
      (one.group === "conversation" || HERE.has(one.id)) &&
      !NOT_HERE.has(one.id) &&
      (one.when?.(now) ?? true),
  );
  return shown.map((one) => (
    <Menu.Item
      key={one.id}
      leftSection={one.icon && <one.icon size={18} stroke={1.5} />}
      rightSection={one.keys && <Keys keys={one.keys} />}
      onClick={() => one.run(scene.get())}
    >
      {i18n._(titleOf(one, now))}
    </Menu.Item>
  ));
}
