/** Where to work: my views, then the addresses by mode. */
import type { ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconPencil, IconSettings } from "@tabler/icons-react";
import { overlay } from "../../commands/scene.ts";
import { newMail } from "../../commands/newMail.ts";
import { useCommand } from "../../commands/useCommand.ts";
import { useMe } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Mark } from "../../ui/Mark.tsx";
import { Addresses } from "./Addresses.tsx";
import { Manage } from "./Manage.tsx";
import { Views } from "./Views.tsx";
import css from "./Sidebar.module.css";

export function Sidebar({ saved }: { saved?: ReactNode }) {
  const { t } = useLingui();
  const me = useMe().data;
  const write = useCommand(newMail);
  return (
    <nav className={css.sidebar} aria-label={t`Places`}>
      <header className={css.head}>
        <Mark />
        <strong className={css.organisation}>{me?.organisation.name ?? "Tripost"}</strong>
      </header>
      <Button
        className={css.write}
        icon={<IconPencil size={18} stroke={1.5} />}
        onClick={write.run}
      >
        <span className={css.grow}>{write.label}</span>
        <kbd className={css.key} aria-hidden>
          C
        </kbd>
      </Button>
      <div className={css.places}>
        <Views />
        {saved}
        <Addresses />
        {me?.role === "administrator" && <Manage />}
      </div>
      {me && (
        <footer className={css.foot}>
          <Avatar person={me} size={28} solid />
          <div className={css.me}>
            <span>{me.name}</span>
            <small>{me.address}</small>
          </div>
          <IconButton label={t`Settings`} onClick={() => overlay.set("settings")}>
            <IconSettings size={18} stroke={1.5} />
          </IconButton>
        </footer>
      )}
    </nav>
  );
}
