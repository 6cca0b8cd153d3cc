/** Who works with an address: the table of rights, adding people and teams, what each right means. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Right } from "../../api/types.ts";
import { useTeams } from "../../sync/shared.ts";
import { Empty } from "../../ui/Empty.tsx";
import { ProblemBox, Section } from "../../ui/page/Page.tsx";
import { toast } from "../../ui/toast.ts";
import { AddHolder } from "./AddHolder.tsx";
import { useHolders } from "./holders.ts";
import { usePeople, useSetGrant, useSetTeamGrant } from "./remote.ts";
import { RIGHTS, RIGHT_WORDS } from "./rights.ts";
import { RightsTable, type Holder } from "./RightsTable.tsx";
import type { Settings } from "./types.ts";
import { WhatTheySee } from "./WhatTheySee.tsx";
import css from "./admin.module.css";

const FIRST: Right[] = ["read", "write_as"];

export function GrantsSection({ settings }: { settings: Settings }) {
  const { t, i18n } = useLingui();
  const people = usePeople().items;
  const teams = useTeams().data ?? [];
  const holders = useHolders(settings, { people, teams });
  const grant = useSetGrant(settings.id);
  const teamGrant = useSetTeamGrant(settings.id);
  const [asked, setAsked] = useState<Holder | null>(null);
  const give = (holder: Pick<Holder, "key" | "kind">, rights: readonly Right[]) =>
    holder.kind === "team"
      ? teamGrant.mutate({ team: holder.key, rights: [...rights] })
      : grant.mutate({ user: holder.key, rights: [...rights] });
  const set = (holder: Holder, rights: Right[]) => {
    give(holder, rights);
    if (rights.length > 0) return;
    toast({
      text: t`${holder.name} no longer works with ${settings.address}.`,
      action: { label: t`Undo`, run: () => give(holder, holder.rights) },
    });
  };
  const error = grant.error ?? teamGrant.error;
  return (
    <>
      <Section title={t`Who works with it`}>
        {holders.length === 0 ? (
          <Empty title={t`Nobody yet`}>
            {t`Mail arrives all the same. Give somebody the right to read it.`}
          </Empty>
        ) : (
          <RightsTable holders={holders} onSet={set} onPreview={setAsked} />
        )}
        {error && <ProblemBox error={error} />}
        <AddHolder
          people={people.filter((one) => one.active && !holds(holders, "person", one.address))}
          teams={teams.filter((one) => !holds(holders, "team", one.id))}
          onAdd={(holder) => give(holder, FIRST)}
        />
      </Section>
      <Section title={t`What the rights mean`}>
        <dl className={css.meanings}>
          {RIGHTS.map((right) => (
            <div key={right}>
              <dt>{i18n._(RIGHT_WORDS[right].name)}</dt>
              <dd>{i18n._(RIGHT_WORDS[right].means)}</dd>
            </div>
          ))}
        </dl>
      </Section>
      {asked && (
        <WhatTheySee
          holder={asked}
          settings={settings}
          people={people}
          teams={teams}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

function holds(holders: readonly Holder[], kind: Holder["kind"], key: string): boolean {
  return holders.some((holder) => holder.kind === kind && holder.key === key);
}
