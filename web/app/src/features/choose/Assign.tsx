/** Give to a person who may read it, to a team, or back to all; says how much everybody has. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconCheck, IconUserOff, IconUsersGroup } from "@tabler/icons-react";
import { scene } from "../../commands/scene.ts";
import { called } from "../../lib/format.ts";
import { useAddresses, usePeople } from "../../sync/queries.ts";
import { useTeams } from "../../sync/shared.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Picker, type Choice } from "../../ui/Picker.tsx";
import { done, doTo, useTargets } from "./useTargets.ts";

export default function Assign() {
  const { t } = useLingui();
  const some = useTargets();
  const choices = useChoices(some);
  if (!some.length) return null;
  const label =
    some.length > 1
      ? plural(some.length, { one: "Give to …", other: "Give # to …" })
      : t`Give to …`;
  return <Picker label={label} choices={choices} onClose={done} />;
}

function useChoices(some: ReturnType<typeof useTargets>): (typed: string) => Choice[] {
  const { t } = useLingui();
  const { me } = scene.get();
  const addresses = useAddresses().data?.items ?? [];
  const everyone = usePeople().data?.items.filter((one) => one.active) ?? [];
  const places = new Set(some.map((one) => one.address_id));
  const place = places.size === 1 ? [...places][0] : undefined;
  const teams = useTeams().data ?? [];
  const team = addresses.find((one) => one.id === place)?.team;
  const people = team?.length ? team : everyone;
  const has = (key: "assignee" | "team", value: string | null) =>
    some.every((one) => one[key] === value);
  const give = (to: { user?: string | null; team?: string | null }) =>
    doTo(some, { kind: "assign", ...to });
  const persons = [...people]
    .sort((a, b) => Number(b.address === me?.address) - Number(a.address === me?.address))
    .map((one): Choice => {
      const chosen = has("assignee", one.address);
      return {
        id: one.address,
        name: one.address === me?.address ? t`${called(one)} (you)` : called(one),
        group: t`People`,
        icon: <Avatar person={one} size={22} solid />,
        chosen,
        end: chosen && <IconCheck size={18} stroke={1.5} aria-label={t`has it`} />,
        run: () => give({ user: one.address }),
      };
    });
  const groups = teams.map((one): Choice => ({
    id: `team ${one.id}`,
    name: one.name,
    group: t`Teams`,
    icon: <IconUsersGroup size={20} stroke={1.5} />,
    chosen: has("team", one.name),
    end: has("team", one.name) ? (
      <IconCheck size={18} stroke={1.5} aria-label={t`has it`} />
    ) : (
      plural(one.members.length, { one: "# person", other: "# people" })
    ),
    run: () => give({ team: one.name }),
  }));
  const nobody: Choice = {
    id: "nobody",
    name: t`Nobody: back to all`,
    group: t`Back`,
    icon: <IconUserOff size={20} stroke={1.5} />,
    run: () => give({ user: null, team: null }),
  };
  const free = has("assignee", null) && has("team", null);
  const all = [...persons, ...groups, ...(free ? [] : [nobody])];
  return (typed) => {
    const wanted = typed.trim().toLowerCase();
    return all.filter(
      (one) => one.name.toLowerCase().includes(wanted) || one.id.toLowerCase().startsWith(wanted),
    );
  };
}
