/** Refusing a post, with a word to its author where that is safe. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { called } from "../../../lib/format.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Checkbox, Textarea } from "../../../ui/forms.ts";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { toast } from "../../../ui/toast.ts";
import { useDecide, type Held } from "./remote.ts";
import css from "./moderation.module.css";

export function RefuseDialog({ held, onClose }: { held: Held; onClose: () => void }) {
  const { t } = useLingui();
  const [reason, setReason] = useState("");
  const [tell, setTell] = useState(held.can_tell);
  const decide = useDecide();
  const refuse = () =>
    decide.mutate(
      { id: held.id, verb: "refuse", reason: reason.trim(), tell_author: tell },
      {
        onSuccess: () => {
          toast({
            text: tell
              ? t`It does not go out; ${called(held.author)} is told why.`
              : t`It does not go out. It stays filed.`,
          });
          onClose();
        },
      },
    );
  return (
    <Dialog open onClose={onClose} title={t`Refuse “${held.subject || t`(no subject)`}”`}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          refuse();
        }}
      >
        <Textarea
          label={t`Why (if you like)`}
          autosize
          minRows={3}
          maxLength={1000}
          value={reason}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Checkbox
          label={t`Tell ${held.author.address}`}
          description={
            held.can_tell
              ? undefined
              : t`The sender is not verified: an answer might go to somebody who never wrote.`
          }
          disabled={!held.can_tell}
          checked={tell}
          onChange={(event) => setTell(event.currentTarget.checked)}
        />
        {decide.error && <ProblemBox error={decide.error} />}
        <div className={css.foot}>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look="filled" disabled={decide.isPending}>{t`Refuse it`}</Button>
        </div>
      </form>
    </Dialog>
  );
}
