/** Teams: people who are given work and rights together. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconPencil, IconPlus, IconTrash, IconUsersGroup } from "@tabler/icons-react";
import { useState } from "react";
import type { Colleague, Team } from "../../api/types.ts";
import { called } from "../../lib/format.ts";
import { usePeople } from "../../sync/queries.ts";
import { useKeptTeams, useTeams } from "../../sync/shared.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { ProblemBox } from "../../ui/page/Page.tsx";
import { Paged } from "../../ui/page/Paged.tsx";
import { Table, type Column } from "../../ui/page/Table.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { TeamDialog } from "./TeamDialog.tsx";
import { whole } from "./whole.ts";
import admin from "./admin.module.css";
import css from "./teams.module.css";

export default function TeamsPage() {
  const { t } = useLingui();
  const teams = useTeams();
  const people = usePeople().data?.items ?? [];
  const [edited, setEdited] = useState<Team | "new" | null>(null);
  const [asked, setAsked] = useState<Team | null>(null);
  const items = teams.data ?? [];
  const columns = useColumns(people, { onEdit: setEdited, onRemove: setAsked });
  const add = (
    <Button look="filled" icon={<IconPlus size={16} />} onClick={() => setEdited("new")}>
      {t`New team`}
    </Button>
  );
  return (
    <AdminPage actions={items.length > 0 && add}>
      <p className={admin.lead}>
        {t`A team can be given conversations, be mentioned in notes with @, and get rights on an address: whoever joins has them, whoever leaves loses them.`}
      </p>
      <Paged
        rows={whole(teams)}
        counted={plural(items.length, { one: "# team", other: "# teams" })}
        empty={
          <Empty icon={<IconUsersGroup size={36} stroke={1.2} />} title={t`No team yet`}>
            <p>{t`For example those who answer first, or the bookkeeping.`}</p>
            {add}
          </Empty>
        }
      >
        <Table label={t`Teams`} columns={columns} rows={items} rowKey={(team) => team.id} />
      </Paged>
      {edited && (
        <TeamDialog
          team={edited === "new" ? null : edited}
          people={people}
          onClose={() => setEdited(null)}
        />
      )}
      {asked && <RemoveTeam team={asked} onClose={() => setAsked(null)} />}
    </AdminPage>
  );
}

/** Asked first: the rights of a team do not come back with its name. */
function RemoveTeam({ team, onClose }: { team: Team; onClose: () => void }) {
  const { t } = useLingui();
  const { remove } = useKeptTeams();
  return (
    <Dialog open title={t`Remove the team ${team.name}?`} onClose={onClose}>
      <p className={admin.lead}>
        {t`Its people keep their own rights and lose those of the team. What was given to the team belongs to nobody then. All mail stays.`}
      </p>
      {remove.error && <ProblemBox error={remove.error} />}
      <div className={admin.dialogFoot}>
        <Button onClick={onClose} data-autofocus>{t`Keep it`}</Button>
        <Button
          look="danger"
          disabled={remove.isPending}
          onClick={() => remove.mutate(team.id, { onSuccess: onClose })}
        >
          {t`Remove team`}
        </Button>
      </div>
    </Dialog>
  );
}

interface Acts {
  onEdit: (team: Team) => void;
  onRemove: (team: Team) => void;
}

function useColumns(people: readonly Colleague[], { onEdit, onRemove }: Acts): Column<Team>[] {
  const { t } = useLingui();
  const person = (address: string) =>
    people.find((one) => one.address === address) ?? { address, name: "" };
  return [
    {
      key: "name",
      head: t`Team`,
      lead: true,
      width: "34%",
      cell: (team) => (
        <span className={css.named}>
          <IconUsersGroup size={18} stroke={1.5} aria-hidden />
          {team.name}
        </span>
      ),
    },
    {
      key: "members",
      head: t`Who belongs to it`,
      cell: (team) =>
        team.members.length === 0 ? (
          <span className={admin.no}>{t`nobody yet`}</span>
        ) : (
          <span
            className={admin.faces}
            role="img"
            aria-label={team.members.map((one) => called(person(one))).join(", ")}
            title={team.members.map((one) => called(person(one))).join(", ")}
          >
            {team.members.slice(0, 8).map((one) => (
              <Avatar key={one} person={person(one)} solid size={24} />
            ))}
            {team.members.length > 8 && `+${String(team.members.length - 8)}`}
          </span>
        ),
    },
    {
      key: "do",
      head: "",
      corner: true,
      width: "88px",
      align: "end",
      cell: (team) => (
        <span className={css.end}>
          <IconButton label={t`Change ${team.name}`} onClick={() => onEdit(team)}>
            <IconPencil size={18} stroke={1.5} />
          </IconButton>
          <IconButton label={t`Remove ${team.name}`} onClick={() => onRemove(team)}>
            <IconTrash size={18} stroke={1.5} />
          </IconButton>
        </span>
      ),
    },
  ];
}
