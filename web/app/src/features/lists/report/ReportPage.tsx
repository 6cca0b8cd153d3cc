/** The report of a mailing: live while it leaves, and kept afterwards. */
import { useLingui } from "@lingui/react/macro";
import { Link, useParams } from "@tanstack/react-router";
import { shownAddress } from "../../../lib/format.ts";
import { useAddresses, usePeople } from "../../../sync/queries.ts";
import { ModeSign } from "../../../ui/ModeSign.tsx";
import { Page, ProblemBox } from "../../../ui/page/Page.tsx";
import { TableSkeleton } from "../../../ui/page/Table.tsx";
import { Time } from "../../../ui/Time.tsx";
import { Links, SlowOnes } from "./Beside.tsx";
import { Progress } from "./Progress.tsx";
import { Recipients } from "./Recipients.tsx";
import { useReport, type Mailing } from "./remote.ts";
import { Steer } from "./Steer.tsx";
import { Timeline } from "./Timeline.tsx";
import css from "./report.module.css";

export default function ReportPage() {
  const { t } = useLingui();
  const { mailing: id = "" } = useParams({ strict: false }) as { mailing?: string };
  const found = useReport(id);
  if (found.error && !found.data)
    return (
      <Page title={t`Report`}>
        <ProblemBox error={found.error} onRetry={() => void found.refetch()} />
      </Page>
    );
  if (!found.data)
    return (
      <Page title={t`Report`}>
        <TableSkeleton />
      </Page>
    );
  const { mailing, links, destinations, timeline } = found.data;
  const beside = links.length > 0 || destinations.length > 0 || timeline.length > 1;
  return (
    <Page
      title={mailing.subject || mailing.name || t`(no subject)`}
      sub={<Sub mailing={mailing} />}
      sign={<ModeSign mode="list" size={26} />}
      actions={<Steer mailing={mailing} />}
    >
      <Progress report={found.data} />
      <div className={beside ? css.two : undefined}>
        <Recipients mailing={mailing} />
        {beside && (
          <div>
            <SlowOnes slow={destinations} />
            <Links links={links} />
            <Timeline timeline={timeline} />
          </div>
        )}
      </div>
    </Page>
  );
}

function Sub({ mailing }: { mailing: Mailing }) {
  const { t } = useLingui();
  const list = useAddresses().data?.items.find((one) => one.id === mailing.address);
  const people = usePeople().data?.items ?? [];
  const name = people.find((one) => one.address === mailing.by)?.name || mailing.by;
  return (
    <>
      <Link to={`/lists/${mailing.address}/reports` as string}>{t`All reports`}</Link>
      {" · "}
      {mailing.kind === "campaign" ? t`Campaign` : t`Post`}
      {list && ` · ${shownAddress(list.address)}`}
      {name && ` · ${t`by ${name}`}`}
      {mailing.at && (
        <>
          {" · "}
          <Time at={mailing.at} how="stamp" />
        </>
      )}
    </>
  );
}
