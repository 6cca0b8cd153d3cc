/** A campaign: written while it is a draft, afterwards looked at, with the way to its report. */
import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { Page, ProblemBox } from "../../../ui/page/Page.tsx";
import { TableSkeleton } from "../../../ui/page/Table.tsx";
import { useCampaign } from "../campaigns/remote.ts";
import { Writing } from "./Writing.tsx";
import { Gone } from "./Gone.tsx";
import { Looking } from "./Looking.tsx";
import { useMayManage } from "../rights.ts";

const OPEN = ["draft", "asked", "approved"];

export default function EditorPage() {
  const { t } = useLingui();
  const { campaign: id = "" } = useParams({ strict: false }) as { campaign?: string };
  const found = useCampaign(id);
  const manages = useMayManage(found.data?.address ?? "");
  if (found.error && !found.data)
    return (
      <Page title={t`Campaign`}>
        <ProblemBox error={found.error} onRetry={() => void found.refetch()} />
      </Page>
    );
  if (!found.data || manages === undefined)
    return (
      <Page title={t`Campaign`}>
        <TableSkeleton />
      </Page>
    );
  const campaign = found.data;
  if (!OPEN.includes(campaign.state)) return <Gone campaign={campaign} />;
  if (!manages) return <Looking campaign={campaign} />;
  return <Writing key={campaign.id} campaign={campaign} />;
}
