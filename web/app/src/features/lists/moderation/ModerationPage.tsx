/** Posts that wait for a decision: who wrote what, why it waits, and the answers. */
import { useState } from "react";
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconCircleCheck } from "@tabler/icons-react";
import { Empty } from "../../../ui/Empty.tsx";
import { ProblemBox, Section } from "../../../ui/page/Page.tsx";
import { TableSkeleton } from "../../../ui/page/Table.tsx";
import { ListPage } from "../frame/ListPage.tsx";
import { AllowedOnes } from "./AllowedOnes.tsx";
import { HeldCard } from "./HeldCard.tsx";
import { RefuseDialog } from "./RefuseDialog.tsx";
import { useHeld, type Held } from "./remote.ts";
import css from "./moderation.module.css";

export default function ModerationPage() {
  return <ListPage>{(list) => <Waiting list={list.id} />}</ListPage>;
}

function Waiting({ list }: { list: string }) {
  const { t } = useLingui();
  const held = useHeld(list);
  const [refused, setRefused] = useState<Held | null>(null);
  if (held.error) return <ProblemBox error={held.error} onRetry={() => void held.refetch()} />;
  if (!held.data) return <TableSkeleton />;
  return (
    <>
      {held.data.length === 0 ? (
        <Empty icon={<IconCircleCheck size={36} stroke={1.2} />} title={t`Nothing waits`}>
          {t`Posts of people who may not post here, or whose sender cannot be verified, will wait here for you.`}
        </Empty>
      ) : (
        <Section
          title={plural(held.data.length, {
            one: "# post waits for you",
            other: "# posts wait for you",
          })}
          hint={t`What you let through goes to every subscriber.`}
        >
          <ul className={css.posts}>
            {held.data.map((one) => (
              <HeldCard key={one.id} list={list} held={one} onRefuse={() => setRefused(one)} />
            ))}
          </ul>
        </Section>
      )}
      <AllowedOnes list={list} />
      {refused && <RefuseDialog held={refused} onClose={() => setRefused(null)} />}
    </>
  );
}
