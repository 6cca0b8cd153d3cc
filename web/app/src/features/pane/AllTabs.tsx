/** All views of one address in a menu: those that do not fit in the line, too. */
import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { IconChevronDown } from "@tabler/icons-react";
import type { Address } from "../../api/types.ts";
import { IconButton } from "../../ui/Button.tsx";
import { Menu } from "../../ui/forms.ts";
import { LateMenu } from "../../ui/Late.tsx";
import { useTabs } from "./Tabs.tsx";

const FITTING = 3;

export function AllTabs({ address, view }: { address: Address; view: string }) {
  const { t } = useLingui();
  const tabs = useTabs(address);
  const navigate = useNavigate();
  if (tabs.length <= FITTING) return null;
  return (
    <LateMenu
      position="bottom-end"
      width={200}
      button={
        <IconButton label={t`All views`}>
          <IconChevronDown size={18} stroke={1.5} />
        </IconButton>
      }
    >
      {() =>
        tabs.map(([key, name, count]) => (
          <Menu.Item
            key={key}
            rightSection={count || null}
            aria-current={view === key ? "page" : undefined}
            onClick={() =>
              void navigate({
                to: "/mail/$box/$view/{-$id}",
                params: { box: address.id, view: key, id: undefined },
              })
            }
          >
            {name}
          </Menu.Item>
        ))
      }
    </LateMenu>
  );
}
