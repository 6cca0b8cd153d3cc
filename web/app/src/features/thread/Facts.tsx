/** The chips under the subject: address, whose, where it stands, priority, until when, labels. */
import { useLingui } from "@lingui/react/macro";
import {
  IconAlarm,
  IconBell,
  IconClock,
  IconEyeOff,
  IconFlag3,
  IconUserPlus,
  IconUsers,
} from "@tabler/icons-react";
import type { Detail } from "../../api/types.ts";
import { follow } from "../../commands/follow.ts";
import { overlay } from "../../commands/scene.ts";
import { useCommand } from "../../commands/useCommand.ts";
import { firstName, local, soon } from "../../lib/format.ts";
import { useNow } from "../../lib/useNow.ts";
import { useLabels, usePeople } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Chip, LabelChip } from "../../ui/Chip.tsx";
import { ModeSign } from "../../ui/ModeSign.tsx";

export function Facts({ detail }: { detail: Detail }) {
  const { t } = useLingui();
  const labels = useLabels().data?.items ?? [];
  const watch = useCommand(follow);
  const twins = detail.twins.map((one) => one.address).join(", ");
  return (
    <>
      <Chip title={twins ? t`${detail.address}, also at ${twins}` : detail.address}>
        <ModeSign mode={detail.mode} size={15} />
        {local(detail.address)}
        {detail.twins.map((one) => ` + ${local(one.address)}`)}
      </Chip>
      <Whose detail={detail} />
      <Standing detail={detail} />
      <Priority detail={detail} />
      <Due detail={detail} />
      {detail.confidential && (
        <Chip onClick={() => overlay.set("readers")} title={t`Who may read this`}>
          <IconEyeOff size={15} stroke={1.5} />
          {t`Confidential`}
        </Chip>
      )}
      {detail.followed && (
        <Chip onClick={watch.run} title={watch.label}>
          <IconBell size={15} stroke={1.5} />
          {t`Following`}
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

function Whose({ detail }: { detail: Detail }) {
  const { t } = useLingui();
  const people = usePeople().data?.items ?? [];
  const found = people.find((one) => one.address === detail.assignee);
  const assignee = detail.assignee ? (found ?? { address: detail.assignee, name: "" }) : null;
  return (
    <Chip onClick={() => overlay.set("assign")} title={t`Give to …`}>
      {assignee && (
        <>
          <Avatar person={assignee} size={16} solid />
          {firstName(assignee)}
        </>
      )}
      {detail.team && (
        <>
          <IconUsers size={15} stroke={1.5} />
          {detail.team}
        </>
      )}
      {!assignee && !detail.team && (
        <>
          <IconUserPlus size={15} stroke={1.5} />
          {t`Nobody’s yet`}
        </>
      )}
    </Chip>
  );
}

function Standing({ detail }: { detail: Detail }) {
  const { t, i18n } = useLingui();
  const now = useNow();
  const change = () => overlay.set("status");
  const title = t`Change where it stands`;
  const { state, status, snoozed_until: until } = detail;
  if (state === "snoozed")
    return (
      <Chip look="ground" onClick={() => overlay.set("later")} title={t`Change when it comes back`}>
        <IconClock size={15} stroke={1.5} />
        {until ? t`until ${soon(until, { now, language: i18n.locale })}` : (status ?? t`Later`)}
      </Chip>
    );
  const names: Partial<Record<typeof state, string>> = {
    new: t`New`,
    waiting: t`Waiting`,
    closed: t`Closed`,
    spam: t`Spam`,
    trash: t`Trash`,
  };
  const name = status ?? names[state];
  if (!name) return null;
  const looks = { closed: "ok", spam: "danger", trash: "danger" } as const;
  return (
    <Chip
      look={state in looks ? looks[state as keyof typeof looks] : "ground"}
      onClick={change}
      title={title}
    >
      {name}
    </Chip>
  );
}

function Priority({ detail }: { detail: Detail }) {
  const { t } = useLingui();
  const names: Record<string, string> = { "-1": t`Low`, "1": t`High`, "2": t`Urgent` };
  const name = names[String(detail.priority)];
  if (!name) return null;
  return (
    <Chip
      look={detail.priority === 2 ? "danger" : "edge"}
      onClick={() => overlay.set("priority")}
      title={t`Priority`}
    >
      <IconFlag3 size={15} stroke={1.5} />
      {name}
    </Chip>
  );
}

function Due({ detail }: { detail: Detail }) {
  const { t, i18n } = useLingui();
  const now = useNow();
  if (!detail.due_at) return null;
  const over = new Date(detail.due_at) < now && detail.state !== "closed";
  const when = soon(detail.due_at, { now, language: i18n.locale });
  return (
    <Chip look={over ? "danger" : "edge"} onClick={() => overlay.set("due")} title={t`Due`}>
      <IconAlarm size={15} stroke={1.5} />
      {over ? t`due since ${when}` : t`by ${when}`}
    </Chip>
  );
}
