/** The ways to add subscribers: by paste, one person by hand, from a file. */
import { useLingui } from "@lingui/react/macro";
import {
  IconClipboardText,
  IconFileSpreadsheet,
  IconUserPlus,
  IconUsersPlus,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Menu } from "../../../ui/forms.ts";
import { LateMenu } from "../../../ui/Late.tsx";
import { listPath } from "../frame/path.ts";
import { OneDialog } from "./OneDialog.tsx";
import { PasteDialog } from "./PasteDialog.tsx";

const ICON = { size: 18, stroke: 1.5, "aria-hidden": true } as const;

export function AddMenu({ id }: { id: string }) {
  const { t } = useLingui();
  const [open, setOpen] = useState<"paste" | "one" | null>(null);
  const navigate = useNavigate();
  const close = () => setOpen(null);
  return (
    <>
      <LateMenu
        position="bottom-end"
        button={
          <Button look="filled" icon={<IconUsersPlus {...ICON} />}>
            {t`Add subscribers`}
          </Button>
        }
      >
        {() => (
          <>
            <Menu.Item
              leftSection={<IconClipboardText {...ICON} />}
              onClick={() => setOpen("paste")}
            >
              {t`Paste addresses`}
            </Menu.Item>
            <Menu.Item leftSection={<IconUserPlus {...ICON} />} onClick={() => setOpen("one")}>
              {t`One person`}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconFileSpreadsheet {...ICON} />}
              onClick={() => void navigate({ to: listPath(id, "import") })}
            >
              {t`From a file`}
            </Menu.Item>
          </>
        )}
      </LateMenu>
      {open === "paste" && <PasteDialog id={id} onClose={close} />}
      {open === "one" && <OneDialog id={id} onClose={close} />}
    </>
  );
}
