/** What can be done with a subscriber: write again, take off. Whoever left can only come back alone. */
import { useLingui } from "@lingui/react/macro";
import type { Address } from "../../../api/types.ts";
import { shownAddress } from "../../../lib/format.ts";
import { Button } from "../../../ui/Button.tsx";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { toast } from "../../../ui/toast.ts";
import type { SubscriberDetail } from "../types.ts";
import { useChangeSubscriber, useRemoveSubscriber } from "./remote.ts";
import css from "./panel.module.css";

interface Props {
  list: Address;
  subscriber: SubscriberDetail;
  onGone: () => void;
}

export function Acts({ list, subscriber, onGone }: Props) {
  const { t } = useLingui();
  const { address, state } = subscriber;
  const change = useChangeSubscriber(list.id, address);
  const remove = useRemoveSubscriber(list.id);
  const shown = shownAddress(address);
  const again = () =>
    change.mutate(
      { state: "active" },
      { onSuccess: () => toast({ text: t`${shown} gets the mails again.` }) },
    );
  const takeOff = () =>
    remove.mutate(address, {
      onSuccess: () => {
        onGone();
        toast({
          text: t`${shown} gets no more mails.`,
          action: { label: t`Undo`, run: () => change.mutate({ state: "active" }) },
        });
      },
    });
  const error = change.error ?? remove.error;
  return (
    <>
      <div className={css.acts}>
        {(state === "bouncing" || state === "removed") && (
          <Button look="filled" disabled={change.isPending} onClick={again}>
            {t`Write to them again`}
          </Button>
        )}
        {(state === "active" || state === "bouncing") && (
          <Button look="danger" disabled={remove.isPending} onClick={takeOff}>
            {t`Take off the list`}
          </Button>
        )}
      </div>
      {error && <ProblemBox error={error} />}
    </>
  );
}
