/** The second pair of eyes: asked, approved, or given back. */
import { useLingui } from "@lingui/react/macro";
import { IconEyeCheck } from "@tabler/icons-react";
import { usePeople } from "../../../sync/queries.ts";
import { Button } from "../../../ui/Button.tsx";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { useStep, type Campaign } from "../campaigns/remote.ts";
import css from "./editor.module.css";

export function Approval({ campaign, me }: { campaign: Campaign; me: string }) {
  const { t } = useLingui();
  const step = useStep(campaign.id);
  const people = usePeople().data?.items ?? [];
  const called = (address: string | null) =>
    people.find((one) => one.address === address)?.name || address || "";
  const { state, version, asked_by } = campaign;
  const by = called(asked_by);
  if (state !== "asked" && state !== "approved") return <div className={css.gapBelow} />;
  const mine = asked_by === me;
  const words =
    state === "approved"
      ? t`Approved by ${called(campaign.approved_by)}. It can be sent.`
      : mine
        ? t`You asked for approval. Somebody else who manages or moderates this list has to look.`
        : t`${by} asks you to look at this before it is sent.`;
  return (
    <div className={css.approval} role="status">
      <IconEyeCheck size={20} stroke={1.5} aria-hidden />
      <p>{words}</p>
      {state === "asked" && !mine && (
        <>
          <Button
            disabled={step.isPending}
            onClick={() => step.mutate({ verb: "return", version })}
          >
            {t`Give it back`}
          </Button>
          <Button
            look="filled"
            disabled={step.isPending}
            onClick={() => step.mutate({ verb: "approve", version })}
          >
            {t`Approve`}
          </Button>
        </>
      )}
      {step.error && <ProblemBox error={step.error} />}
    </div>
  );
}
