/** Who works with an address: the table of rights, adding people, what each right means. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Right } from "../../api/types.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Select } from "../../ui/forms.ts";
import { ProblemBox, Section } from "../../ui/page/Page.tsx";
import { toast } from "../../ui/toast.ts";
import { usePeople, useSetGrant } from "./remote.ts";
import { RIGHTS, RIGHT_WORDS } from "./rights.ts";
import { RightsTable } from "./RightsTable.tsx";
import type { Settings } from "./types.ts";
import { WhatTheySee } from "./WhatTheySee.tsx";
import css from "./admin.module.css";

const FIRST: Right[] = ["read", "write_as"];

export function GrantsSection({ settings }: { settings: Settings }) {
  const { t, i18n } = useLingui();
  const people = usePeople();
  const grant = useSetGrant(settings.id);
  const [asked, setAsked] = useState<string | null>(null);
  const { grants } = settings;
  const known = people.items;
  const set = (user: string, rights: Right[]) => {
    const before = grants.find((one) => one.user === user)?.rights ?? [];
    grant.mutate({ user, rights });
    if (rights.length > 0) return;
    const name = known.find((person) => person.address === user)?.name ?? user;
    toast({
      text: t`${name} no longer works with ${settings.address}.`,
      action: { label: t`Undo`, run: () => grant.mutate({ user, rights: before }) },
    });
  };
  const person = known.find((one) => one.address === asked);
  return (
    <>
      <Section title={t`Who works with it`}>
        {grants.length === 0 ? (
          <Empty title={t`Nobody yet`}>
            {t`Mail arrives all the same. Give somebody the right to read it.`}
          </Empty>
        ) : (
          <RightsTable grants={grants} people={known} onSet={set} onPreview={setAsked} />
        )}
        {grant.error && <ProblemBox error={grant.error} />}
        <AddColleague
          people={known.filter(
            (one) => one.active && !grants.some((given) => given.user === one.address),
          )}
          onAdd={(user) => set(user, FIRST)}
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
          name={person?.name ?? asked}
          address={settings.address}
          rights={grants.find((one) => one.user === asked)?.rights ?? []}
          administrator={person?.role === "administrator"}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

function AddColleague({
  people,
  onAdd,
}: {
  people: readonly { address: string; name: string }[];
  onAdd: (user: string) => void;
}) {
  const { t } = useLingui();
  if (people.length === 0) return null;
  return (
    <div className={css.inline}>
      <Select
        aria-label={t`Add a colleague`}
        placeholder={t`Add a colleague …`}
        data={people.map((person) => ({
          value: person.address,
          label: `${person.name} · ${person.address}`,
        }))}
        value={null}
        searchable
        nothingFoundMessage={t`Nobody by this name`}
        onChange={(user) => user && onAdd(user)}
      />
    </div>
  );
}
