/** A campaign for who decides about it without writing in it: the mail, what to mend, the answer. */
import { useLingui } from "@lingui/react/macro";
import { useMe } from "../../../sync/queries.ts";
import { Page, Section } from "../../../ui/page/Page.tsx";
import type { Campaign } from "../campaigns/remote.ts";
import { Approval } from "./Approval.tsx";
import { Head } from "./Head.tsx";
import { HintsPanel } from "./HintsPanel.tsx";
import { PreviewPane } from "./PreviewPane.tsx";

export function Looking({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const me = useMe().data?.address ?? "";
  return (
    <Page
      title={campaign.name}
      sub={<Head campaign={campaign} />}
      tabs={<Approval campaign={campaign} me={me} />}
    >
      <PreviewPane
        list={campaign.address}
        campaign={campaign.id}
        version={campaign.version}
        recipient=""
        onRecipient={() => undefined}
      />
      <Section title={t`Hints`}>
        <HintsPanel campaign={campaign.id} version={campaign.version} />
      </Section>
    </Page>
  );
}
