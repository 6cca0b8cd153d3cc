/** Segments of a list: questions that are kept, each with its number now; and the attributes. */
import { useLingui } from "@lingui/react/macro";
import { IconPlus, IconUsersGroup } from "@tabler/icons-react";
import { useState } from "react";
import type { Address } from "../../../api/types.ts";
import { Button } from "../../../ui/Button.tsx";
import { Empty } from "../../../ui/Empty.tsx";
import { ProblemBox, Section } from "../../../ui/page/Page.tsx";
import { TableSkeleton } from "../../../ui/page/Table.tsx";
import { ListPage } from "../frame/ListPage.tsx";
import { searched } from "../frame/path.ts";
import { useSegments } from "../remote.ts";
import type { Segment } from "../types.ts";
import { Attributes } from "./Attributes.tsx";
import { SegmentDialog, type Begun } from "./SegmentDialog.tsx";
import { SegmentTable } from "./SegmentTable.tsx";

export default function SegmentsPage() {
  return (
    <ListPage>
      {(list) => (
        <>
          <Segments key={list.id} list={list} />
          <Attributes id={list.id} />
        </>
      )}
    </ListPage>
  );
}

/** A search of the subscribers' page that is to be kept. */
function wished(): Begun | null {
  const query = searched("q");
  return query ? { name: "", query } : null;
}

function Segments({ list }: { list: Address }) {
  const { t } = useLingui();
  const segments = useSegments(list.id);
  const [open, setOpen] = useState<Begun | Segment | null>(wished);
  const add = (
    <Button
      look="filled"
      icon={<IconPlus size={16} aria-hidden />}
      onClick={() => setOpen({ name: "", query: "" })}
    >
      {t`New segment`}
    </Button>
  );
  const none = segments.data?.length === 0;
  return (
    <Section
      title={t`Segments`}
      hint={t`A part of the subscribers, by a question. A campaign goes to those it finds at that moment.`}
      actions={!none && add}
    >
      {segments.isPending && <TableSkeleton rows={3} />}
      {segments.error && (
        <ProblemBox error={segments.error} onRetry={() => void segments.refetch()} />
      )}
      {none && (
        <Empty icon={<IconUsersGroup size={36} stroke={1.2} />} title={t`No segment yet`}>
          <p>{t`For example everyone in Bonn, everyone who has answered within 90 days, or everyone who wrote to support lately.`}</p>
          {add}
        </Empty>
      )}
      {segments.data && !none && (
        <SegmentTable list={list} segments={segments.data} onOpen={setOpen} />
      )}
      {open && <SegmentDialog list={list} segment={open} onClose={() => setOpen(null)} />}
    </Section>
  );
}
