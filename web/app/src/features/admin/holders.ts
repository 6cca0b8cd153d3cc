/** Who holds rights on an address, and what one person holds altogether: their own and their teams'. */
import { plural } from "@lingui/core/macro";
import type { Person, Right, Team } from "../../api/types.ts";
import { RIGHTS } from "./rights.ts";
import type { Holder } from "./RightsTable.tsx";
import type { Settings } from "./types.ts";

interface Known {
  people: readonly Person[];
  teams: readonly Team[];
}

/** Teams first: they give most. */
export function useHolders(settings: Settings, { people, teams }: Known): Holder[] {
  const groups = (settings.team_grants ?? []).map(({ team, rights }): Holder => {
    const members = teams.find((one) => one.id === team.id)?.members.length;
    const second =
      members === undefined ? "" : plural(members, { one: "# person", other: "# people" });
    return { key: team.id, kind: "team", name: team.name, second, rights };
  });
  const persons = settings.grants.map(({ user, rights }): Holder => {
    const name = people.find((one) => one.address === user)?.name ?? user;
    return { key: user, kind: "person", name, second: user, rights };
  });
  return [...groups, ...persons];
}

/** What a person may do with the address by all ways together, and by which teams. Pure. */
export function together(
  settings: Pick<Settings, "grants" | "team_grants">,
  user: string,
  teams: readonly Team[],
): { rights: Right[]; by: string[] } {
  const own = settings.grants.find((one) => one.user === user)?.rights ?? [];
  const given = (settings.team_grants ?? []).filter(({ team }) =>
    teams.find((one) => one.id === team.id)?.members.includes(user),
  );
  const held = new Set([...own, ...given.flatMap((one) => one.rights)]);
  if (held.has("read")) held.delete("own"); // seeing all is more than seeing one's own
  return {
    rights: RIGHTS.filter((right) => held.has(right)),
    by: given.map((one) => one.team.name),
  };
}
