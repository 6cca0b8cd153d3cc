/** The address on a phone, with the way to the others. */
import { useNavigate } from "@tanstack/react-router";
import { IconChevronDown } from "@tabler/icons-react";
import type { Address } from "../../api/types.ts";
import { local } from "../../lib/format.ts";
import { firstView } from "../../lib/paths.ts";
import { Menu } from "../../ui/forms.ts";
import { LateMenu } from "../../ui/Late.tsx";
import { ModeSign } from "../../ui/ModeSign.tsx";
import css from "./Pane.module.css";

export default function Title({ address, all }: { address: Address; all: Address[] }) {
  const navigate = useNavigate();
  return (
    <LateMenu
      position="bottom-start"
      button={
        <button type="button" className={css.choose}>
          <h1 className={css.title}>{local(address.address)}</h1>
          <IconChevronDown size={18} stroke={1.5} aria-hidden />
        </button>
      }
    >
      {() =>
        all.map((one) => (
          <Menu.Item
            key={one.id}
            leftSection={<ModeSign mode={one.mode} />}
            onClick={() =>
              void navigate({
                to: "/mail/$box/$view/{-$id}",
                params: { box: one.id, view: firstView(one.mode), id: undefined },
              })
            }
          >
            {local(one.address)}
          </Menu.Item>
        ))
      }
    </LateMenu>
  );
}
