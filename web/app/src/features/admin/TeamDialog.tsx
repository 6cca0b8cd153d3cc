/** A team's name and people. */
import { useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import type { Colleague, Team } from "../../api/types.ts";
import { called } from "../../lib/format.ts";
import { useKeptTeams } from "../../sync/shared.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Checkbox, TextInput } from "../../ui/forms.ts";
import { ProblemBox } from "../../ui/page/Page.tsx";
import admin from "./admin.module.css";
import css from "./teams.module.css";

interface Props {
  team: Team | null;
  people: readonly Colleague[];
  onClose: () => void;
}

export function TeamDialog({ team, people, onClose }: Props) {
  const { t } = useLingui();
  const [name, setName] = useState(team?.name ?? "");
  const [members, setMembers] = useState<string[]>(team?.members ?? []);
  const { make, change } = useKeptTeams();
  const error = make.error ?? change.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wish = { name: name.trim(), members };
    if (team) change.mutate({ id: team.id, ...wish }, { onSuccess: onClose });
    else make.mutate(wish, { onSuccess: onClose });
  };
  return (
    <Dialog open size={520} title={team ? t`Change the team` : t`New team`} onClose={onClose}>
      <form className={admin.form} onSubmit={submit}>
        <TextInput
          label={t({ message: "Name", context: "team" })}
          description={t`It is written in notes as @${name.trim() || t`name`}.`}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <ul className={css.members} aria-label={t`Who belongs to it`}>
          {people
            .filter((one) => one.active || members.includes(one.address))
            .map((one) => (
              <li key={one.address}>
                <label>
                  <Checkbox
                    checked={members.includes(one.address)}
                    onChange={(event) =>
                      setMembers(
                        event.currentTarget.checked
                          ? [...members, one.address]
                          : members.filter((address) => address !== one.address),
                      )
                    }
                  />
                  <Avatar person={one} solid size={28} />
                  <span>
                    {called(one)}
                    <small>{one.address}</small>
                  </span>
                </label>
              </li>
            ))}
        </ul>
        {error && <ProblemBox error={error} />}
        <div className={admin.dialogFoot}>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button
            look="filled"
            type="submit"
            disabled={!name.trim() || make.isPending || change.isPending}
          >
            {team ? t`Save` : t`Make the team`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
