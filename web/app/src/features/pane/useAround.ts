/** What all rows need to know of people, labels and statuses: asked for once, not by each row. */
import { useMemo } from "react";
import type { Person } from "../../api/types.ts";
import { useLabels, useMe, usePeople } from "../../sync/queries.ts";
import { useStatuses } from "../../sync/shared.ts";

export interface Around {
  me: string | undefined;
  compact: boolean;
  person: (address: string) => Person;
  tone: (label: string) => number;
  statusTone: (status: string) => number;
}

export function useAround(): Around {
  const me = useMe().data;
  const people = usePeople().data?.items;
  const labels = useLabels().data?.items;
  const statuses = useStatuses().data;
  const address = me?.address;
  const compact = me?.density === "compact";
  return useMemo(() => {
    const persons = new Map(people?.map((one) => [one.address, one]));
    const tones = new Map(labels?.map((one) => [one.name, one.tone]));
    const states = new Map(statuses?.map((one) => [one.name, one.tone]));
    return {
      me: address,
      compact,
      person: (one) => persons.get(one) ?? { address: one, name: "" },
      tone: (name) => tones.get(name) ?? 1,
      statusTone: (name) => states.get(name) ?? 1,
    };
  }, [address, compact, people, labels, statuses]);
}
