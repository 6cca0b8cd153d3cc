/** To whom, when, and where answers go; a sentence says it all before the click. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { useStore } from "../../../lib/store.ts";
import { Problem } from "../../../api/client.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { useStep, type Campaign } from "../campaigns/remote.ts";
import { Audience } from "./Audience.tsx";
import { Blocking } from "./Blocking.tsx";
import { Options } from "./Options.tsx";
import { useSegments } from "../remote.ts";
import { useCount, useHints, useListSettings, useReach } from "./remote.ts";
import type { Saver } from "./Saver.ts";
import { Summary } from "./Summary.tsx";
import { momentOf, tomorrow } from "./times.ts";
import { When, type Time } from "./When.tsx";
import css from "./editor.module.css";

interface Props {
  campaign: Campaign;
  saver: Saver;
  onClose: () => void;
}

export function SendDialog({ campaign, saver, onClose }: Props) {
  const { t } = useLingui();
  const { draft, version, state } = useStore(saver.store);
  const settings = useListSettings(campaign.address).data;
  const segments = useSegments(campaign.address).data ?? [];
  const [time, setTime] = useState<Time>(() => ({ how: "now", at: tomorrow(new Date()) }));
  const step = useStep(campaign.id);
  const chosen = segments.find((one) => one.id === draft.segment);
  const query = chosen?.query ?? draft.query;
  const count = useCount(campaign.address, query);
  const reach = useReach(campaign.id, version).data;
  const errors = (useHints(campaign.id, version).data ?? []).filter((one) => one.level === "error");
  const asks = settings?.approval === true && campaign.state !== "approved";
  const people = (reach?.mails ?? 0) + (reach?.digests ?? 0);
  const ready = state === "kept" && count.settled && !count.error && people > 0;
  const act = async () => {
    await saver.flush();
    const now = saver.store.get().version;
    if (asks) return step.mutate({ verb: "submit", version: now }, { onSuccess: onClose });
    const send_at = time.how === "now" ? null : time.at.toISOString();
    const zone = time.how === "theirs" ? "recipient" : "ours";
    step.mutate({ verb: "send", version: now, send_at, zone }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} title={t`Send “${draft.name}”`} size={640}>
      <div className={css.form}>
        {errors.length > 0 && <Blocking hints={errors} />}
        <Audience
          list={campaign.address}
          draft={draft}
          segments={segments}
          count={count.data}
          error={count.error instanceof Problem ? count.error : null}
          onChange={(part) => saver.change(part)}
        />
        <Options draft={draft} settings={settings} onChange={(part) => saver.change(part)} />
        <When
          time={time}
          zone={settings?.timezone ?? ""}
          onTime={(how, field) =>
            setTime((now) => ({ how, at: (field !== undefined && momentOf(field)) || now.at }))
          }
        />
        {campaign.state === "approved" && (
          <p className={css.hintLine}>
            {t`Approved by ${campaign.approved_by}. Whoever changes something now has to ask again.`}
          </p>
        )}
        {step.error && <ProblemBox error={step.error} />}
        <div className={css.foot}>
          <Summary
            reach={count.error || state !== "kept" ? undefined : reach}
            time={time}
            draft={draft}
            segment={chosen?.name ?? ""}
            asks={asks}
          />
          <Button
            look="filled"
            disabled={!ready || errors.length > 0 || step.isPending}
            onClick={() => void act()}
          >
            {asks ? t`Ask for approval` : time.how === "now" ? t`Send now` : t`Schedule`}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
