/** Subject, whose it is, where it stands, labels, who is here, and what can be done. */
import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import {
  IconArrowLeft,
  IconCheck,
  IconClock,
  IconLayoutSidebarRight,
  IconStar,
  IconStarFilled,
} from "@tabler/icons-react";
import type { Detail } from "../../api/types.ts";
import { close } from "../../commands/close.ts";
import { later } from "../../commands/later.ts";
import { reopen } from "../../commands/reopen.ts";
import { star } from "../../commands/star.ts";
import { useCommand } from "../../commands/useCommand.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Facts } from "./Facts.tsx";
import { More } from "./More.tsx";
import { Here } from "./Here.tsx";
import css from "./Thread.module.css";

interface Props {
  detail: Detail;
  me: string;
  back: string;
  contextShown: boolean;
  onContext: () => void;
}

export function Header({ detail, me, back, contextShown, onContext }: Props) {
  const { t } = useLingui();
  const phone = usePhone();
  const navigate = useNavigate();
  const put = useCommand(later);
  return (
    <header className={css.header}>
      <div className={css.top}>
        {phone && (
          <IconButton label={t`Back`} onClick={() => void navigate({ to: back })}>
            <IconArrowLeft size={22} stroke={1.5} />
          </IconButton>
        )}
        {phone ? <span className={css.spread} /> : <Subject detail={detail} />}
        <Star on={detail.starred} />
        {put.possible && (
          <IconButton label={put.label} keys="H" onClick={put.run}>
            <IconClock size={20} stroke={1.5} />
          </IconButton>
        )}
        <More key={detail.id} />
        {!phone && !contextShown && (
          <IconButton label={t`Show the side panel`} onClick={onContext}>
            <IconLayoutSidebarRight size={20} stroke={1.5} />
          </IconButton>
        )}
        <CloseButton phone={phone} />
      </div>
      {phone && <Subject detail={detail} />}
      <div className={css.facts}>
        <Facts detail={detail} />
        <Here detail={detail} me={me} />
      </div>
    </header>
  );
}

function Subject({ detail }: { detail: Detail }) {
  const { t } = useLingui();
  return (
    <h1 className={css.subject} title={detail.subject}>
      {detail.subject || t`(no subject)`}
    </h1>
  );
}

function Star({ on }: { on: boolean }) {
  const it = useCommand(star);
  return (
    <IconButton label={it.label} keys="S" aria-pressed={on} onClick={it.run}>
      {on ? <IconStarFilled size={19} /> : <IconStar size={20} stroke={1.5} />}
    </IconButton>
  );
}

function CloseButton({ phone }: { phone: boolean }) {
  const shut = useCommand(close);
  const open = useCommand(reopen);
  const now = shut.possible ? shut : open;
  const icon = <IconCheck size={phone ? 22 : 18} stroke={1.5} />;
  if (phone && shut.possible)
    return (
      <IconButton label={now.label} onClick={now.run}>
        {icon}
      </IconButton>
    );
  return (
    <Button icon={shut.possible ? icon : undefined} onClick={now.run} disabled={!now.possible}>
      {now.label}
    </Button>
  );
}
