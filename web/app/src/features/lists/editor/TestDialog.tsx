/** A copy for our own eyes; nobody of the list gets it. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { useMe } from "../../../sync/queries.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { TextInput } from "../../../ui/forms.ts";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { toast } from "../../../ui/toast.ts";
import type { Campaign } from "../campaigns/remote.ts";
import { useTest } from "./remote.ts";
import css from "./editor.module.css";

interface Props {
  campaign: Campaign;
  /** As whom the preview is looked at. */
  recipient: string;
  onClose: () => void;
}

export function TestDialog({ campaign, recipient, onClose }: Props) {
  const { t } = useLingui();
  const mine = useMe().data?.address ?? "";
  const [typed, setTyped] = useState<string | null>(null);
  const test = useTest(campaign.id);
  const to = (typed ?? mine).split(/[\s,;]+/).filter(Boolean);
  const send = () =>
    test.mutate(
      { to, recipient },
      {
        onSuccess: ({ sent }) => {
          toast({ text: t`The test is on its way to ${sent.join(", ")}.` });
          onClose();
        },
      },
    );
  return (
    <Dialog open onClose={onClose} title={t`Send a test`}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextInput
          label={t`To`}
          description={
            recipient
              ? t`Filled in as for ${recipient}; marked as a test in the subject.`
              : t`Marked as a test in the subject.`
          }
          value={typed ?? mine}
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {test.error && <ProblemBox error={test.error} />}
        <div className={css.foot}>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look="filled" disabled={!to.length || test.isPending}>
            {t`Send the test`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
