/** A campaign that waits for its time or has left: what it looks like, and the way to its report. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { IconClock, IconSend } from "@tabler/icons-react";
import { exact } from "../../../lib/format.ts";
import { useNow } from "../../../lib/useNow.ts";
import { Button } from "../../../ui/Button.tsx";
import { Page, ProblemBox } from "../../../ui/page/Page.tsx";
import { useStep, type Campaign } from "../campaigns/remote.ts";
import { useMayManage } from "../rights.ts";
import { Head } from "./Head.tsx";
import { PreviewPane } from "./PreviewPane.tsx";
import { useCountdown } from "./useCountdown.ts";
import css from "./editor.module.css";

export function Gone({ campaign }: { campaign: Campaign }) {
  const [recipient, setRecipient] = useState("");
  return (
    <Page
      title={campaign.name}
      sub={<Head campaign={campaign} />}
      tabs={<Waits campaign={campaign} />}
    >
      <PreviewPane
        list={campaign.address}
        campaign={campaign.id}
        version={campaign.version}
        recipient={recipient}
        onRecipient={setRecipient}
      />
    </Page>
  );
}

function Waits({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const words: Partial<Record<Campaign["state"], string>> = {
    sent: t`This has been sent.`,
    paused: t`This is paused; a part of it has left.`,
    cancelled: t`This was stopped.`,
  };
  if (campaign.state === "scheduled") return <Scheduled campaign={campaign} />;
  if (campaign.state === "freezing")
    return (
      <div className={css.approval} role="status">
        <IconSend size={20} stroke={1.5} aria-hidden />
        <p>{t`The recipients are being chosen; in a moment it begins to leave.`}</p>
      </div>
    );
  return (
    <div className={css.approval} role="status">
      <IconSend size={20} stroke={1.5} aria-hidden />
      <p>{words[campaign.state] ?? t`This is on its way.`}</p>
      {campaign.send && (
        <Link
          className={css.report}
          to={`/lists/${campaign.address}/reports/${campaign.send}` as string}
        >
          {t`See its report`}
        </Link>
      )}
    </div>
  );
}

function Scheduled({ campaign }: { campaign: Campaign }) {
  const { t, i18n } = useLingui();
  const step = useStep(campaign.id);
  const manages = useMayManage(campaign.address);
  const left = useCountdown(campaign.send_at);
  const now = useNow();
  const far = left > 60 || campaign.send_at === null;
  const when = exact(campaign.send_at ?? now.toISOString(), i18n.locale);
  return (
    <div className={css.approval} role="status">
      <IconClock size={20} stroke={1.5} aria-hidden />
      <p>
        {far
          ? campaign.zone === "recipient"
            ? t`It leaves on ${when}, at that hour wherever they live.`
            : t`It leaves on ${when}.`
          : left > 0
            ? t`It leaves in ${left} seconds.`
            : t`It leaves now.`}
      </p>
      {manages && (
        <Button disabled={step.isPending} onClick={() => step.mutate({ verb: "unschedule" })}>
          {t`Take it back`}
        </Button>
      )}
      {step.error && <ProblemBox error={step.error} />}
    </div>
  );
}
