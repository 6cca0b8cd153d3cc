/** The table of subscribers with its search; the one opened stands beside it. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconUsersPlus } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { Problem } from "../../../api/client.ts";
import type { Address } from "../../../api/types.ts";
import { useSettled } from "../../../lib/useSettled.ts";
import { Empty } from "../../../ui/Empty.tsx";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { TableSkeleton } from "../../../ui/page/Table.tsx";
import { searched } from "../frame/path.ts";
import { useAttributes } from "../remote.ts";
import { Panel } from "./Panel.tsx";
import { useSubscribers, type Filter } from "./remote.ts";
import { SubscriberTable } from "./SubscriberTable.tsx";
import { Tools } from "./Tools.tsx";
import css from "./subscribers.module.css";

/** What the address line asks for: reports and segments lead here. */
function asked(): Filter {
  const [q, segment, state] = [searched("q"), searched("segment"), searched("state")];
  return { q, segment, state, sort: "address" };
}

export function Subscribers({ list, add }: { list: Address; add: ReactNode }) {
  const { t } = useLingui();
  const [filter, setFilter] = useState(asked);
  const [open, setOpen] = useState(() => searched("open"));
  const q = useSettled(filter.q.trim());
  const found = useSubscribers(list.id, { ...filter, q });
  const attributes = useAttributes(list.id).data ?? [];
  const narrowed = Boolean(q || filter.segment || filter.state);
  const wrong =
    found.error instanceof Problem && found.error.code === "bad-query" && q === filter.q.trim();
  const nobody = found.isSuccess && found.total === 0 && !narrowed && !filter.q;
  if (nobody) return <NobodyYet add={add} />;
  return (
    <>
      <Tools
        id={list.id}
        filter={filter}
        onFilter={setFilter}
        error={wrong ? (found.error as Problem) : null}
        add={add}
      />
      {found.isPending && <TableSkeleton />}
      {found.error && !wrong && (
        <ProblemBox error={found.error} onRetry={() => void found.refetch()} />
      )}
      {wrong && <p className={css.counted}>{t`The question is not complete yet.`}</p>}
      {found.isSuccess && (
        <>
          <p className={css.counted} aria-live="polite">
            {narrowed
              ? plural(found.total, { 0: "Nobody found", one: "# found", other: "# found" })
              : plural(found.total, { one: "# subscriber", other: "# subscribers" })}
          </p>
          {found.total === 0 ? (
            <Empty
              title={t`Nobody found`}
            >{t`No subscriber is like that. Take something out of the search.`}</Empty>
          ) : (
            <SubscriberTable
              items={found.items}
              total={found.total}
              attributes={attributes}
              open={open}
              onOpen={setOpen}
              more={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
              loading={found.isFetchingNextPage}
            />
          )}
        </>
      )}
      {open && (
        <Panel
          key={open}
          list={list}
          address={open}
          attributes={attributes}
          onClose={() => setOpen("")}
        />
      )}
    </>
  );
}

function NobodyYet({ add }: { add: ReactNode }) {
  const { t } = useLingui();
  return (
    <Empty icon={<IconUsersPlus size={36} stroke={1.2} />} title={t`No subscribers yet`}>
      <p>{t`Subscribers get every post as a copy of their own. They need no account.`}</p>
      <p>{t`Paste their addresses, take them from a file, or open the sign-up page in the settings.`}</p>
      {add}
    </Empty>
  );
}
