/** Adding somebody to an address: a team or a colleague, by name. */
import { useLingui } from "@lingui/react/macro";
import type { Person, Team } from "../../api/types.ts";
import { Select } from "../../ui/forms.ts";
import type { Holder } from "./RightsTable.tsx";
import css from "./admin.module.css";

interface Props {
  people: readonly Person[];
  teams: readonly Team[];
  onAdd: (holder: Pick<Holder, "key" | "kind">) => void;
}

export function AddHolder({ people, teams, onAdd }: Props) {
  const { t } = useLingui();
  if (people.length + teams.length === 0) return null;
  const persons = people.map((one) => ({
    value: `person ${one.address}`,
    label: `${one.name} · ${one.address}`,
  }));
  const groups = teams.map((one) => ({ value: `team ${one.id}`, label: one.name }));
  return (
    <div className={css.inline}>
      <Select
        aria-label={t`Add a colleague or a team`}
        placeholder={t`Add a colleague or a team …`}
        data={[
          ...(groups.length ? [{ group: t`Teams`, items: groups }] : []),
          ...(persons.length ? [{ group: t`People`, items: persons }] : []),
        ]}
        value={null}
        searchable
        nothingFoundMessage={t`Nobody by this name`}
        onChange={(chosen) => {
          if (!chosen) return;
          const [kind, key] = [chosen.split(" ")[0], chosen.slice(chosen.indexOf(" ") + 1)];
          onAdd({ kind: kind === "team" ? "team" : "person", key });
        }}
      />
    </div>
  );
}
