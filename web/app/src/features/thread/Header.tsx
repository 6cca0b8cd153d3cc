/** Subject, whose it is, labels, who is here, and what can be done. */
import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import {
  IconArrowLeft,
  IconCheck,
  IconClock,
  IconEyeOff,
  IconLayoutSidebarRight,
  IconUserPlus,
} from "@tabler/icons-react";
import type { Detail } from "../../api/types.ts";
import { close } from "../../commands/close.ts";
import { later } from "../../commands/later.ts";
import { reopen } from "../../commands/reopen.ts";
import { overlay } from "../../commands/scene.ts";
import { useCommand } from "../../commands/useCommand.ts";
import { firstName, local } from "../../lib/format.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { useOthers } from "../../sync/presence.ts";
import { useLabels, usePeople } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Chip, LabelChip } from "../../ui/Chip.tsx";
import { ModeSign } from "../../ui/ModeSign.tsx";
import { More } from "./More.tsx";
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
        {put.possible && (
          <IconButton label={put.label} keys="H" onClick={put.run}>
            <IconClock size={20} stroke={1.5} />
          </IconButton>
        )}
        <More />
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
        <Others detail={detail} me={me} />
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

function Facts({ detail }: { detail: Detail }) {
  const { t } = useLingui();
  const people = usePeople().data?.items ?? [];
  const labels = useLabels().data?.items ?? [];
  const assignee = detail.assignee
    ? (people.find((one) => one.address === detail.assignee) ?? {
        address: detail.assignee,
        name: "",
      })
    : null;
  return (
    <>
      <Chip title={detail.address}>
        <ModeSign mode={detail.mode} size={15} />
        {local(detail.address)}
      </Chip>
      <Chip onClick={() => overlay.set("assign")} title={t`Give to …`}>
        {assignee ? (
          <>
            <Avatar person={assignee} size={16} solid />
            {firstName(assignee)}
          </>
        ) : (
          <>
            <IconUserPlus size={15} stroke={1.5} />
            {t`Nobody’s yet`}
          </>
        )}
      </Chip>
      {detail.state === "closed" && <Chip look="ok">{t`Closed`}</Chip>}
      {detail.state === "snoozed" && <Chip look="ground">{t`Later`}</Chip>}
      {detail.confidential && (
        <Chip onClick={() => overlay.set("readers")} title={t`Who may read this`}>
          <IconEyeOff size={15} stroke={1.5} />
          {t`Confidential`}
        </Chip>
      )}
      {detail.labels.map((name) => (
        <LabelChip
          key={name}
          name={name}
          tone={labels.find((one) => one.name === name)?.tone ?? 1}
        />
      ))}
    </>
  );
}

function Others({ detail, me }: { detail: Detail; me: string }) {
  const { t } = useLingui();
  const people = usePeople().data?.items ?? [];
  const others = useOthers(detail.id, me);
  if (!others.length) return null;
  const who = others.map((one) => ({
    state: one.state,
    person: people.find((some) => some.address === one.user) ?? { address: one.user, name: "" },
  }));
  const names = who.map((one) => firstName(one.person)).join(", ");
  return (
    <div className={css.others} role="img" aria-label={t`Also here: ${names}`}>
      {who.slice(0, 4).map((one) => (
        <Avatar key={one.person.address} person={one.person} size={26} solid ring={one.state} />
      ))}
    </div>
  );
}
