/** A row with what changes around it: who is there, whose it is, quick actions, swiping. */
import { useNavigate } from "@tanstack/react-router";
import { useQueryClient } from "@tanstack/react-query";
import type { Row } from "../../api/types.ts";
import { close, setState } from "../../sync/actions.ts";
import { useOthers } from "../../sync/presence.ts";
import { conversationQuery, useLabels, useMe, usePeople } from "../../sync/queries.ts";
import { RowItem } from "../../ui/RowItem.tsx";
import { Swipe } from "./Swipe.tsx";

interface Props {
  row: Row;
  path: string;
  selected: boolean;
  marked: boolean;
  showAddress: boolean;
}

export function LiveRow({ row, path, selected, marked, showAddress }: Props) {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const me = useMe().data;
  const people = usePeople().data?.items ?? [];
  const labels = useLabels().data?.items ?? [];
  const others = useOthers(row.id, me?.address);
  const person = (address: string) =>
    people.find((one) => one.address === address) ?? { address, name: "" };
  return (
    <Swipe onRight={() => void close(row.id)} onLeft={() => void setState(row.id, "snoozed")}>
      <RowItem
        row={row}
        path={path}
        selected={selected}
        marked={marked}
        showAddress={showAddress}
        assignee={row.assignee ? person(row.assignee) : null}
        others={others.map((one) => ({ person: person(one.user), state: one.state }))}
        tone={(name) => labels.find((one) => one.name === name)?.tone ?? 1}
        onOpen={() => void navigate({ to: path })}
        onNear={() => void cache.prefetchQuery({ ...conversationQuery(row.id), staleTime: 30_000 })}
        onClose={row.state === "closed" ? undefined : () => void close(row.id)}
      />
    </Swipe>
  );
}
