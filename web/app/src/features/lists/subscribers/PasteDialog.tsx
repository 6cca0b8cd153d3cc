/** Adding by paste: while the text changes, beside it what adding would do; only then the adding. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useSettled } from "../../../lib/useSettled.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Textarea } from "../../../ui/forms.ts";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { toast } from "../../../ui/toast.ts";
import type { Added, Pasted } from "../types.ts";
import { mended, type Mend } from "./mending.ts";
import { PastedResult } from "./PastedResult.tsx";
import { useAddSubscribers, usePasted } from "./remote.ts";
import css from "./paste.module.css";

/** Who would really be added. */
export function addable({ valid }: Pasted) {
  return valid.filter(({ state }) => state === "new" || state === "removed");
}

export function PasteDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const asked = useSettled(text, 300);
  const seen = usePasted(id, asked);
  const add = useAddSubscribers(id);
  const pasted = text.trim() ? seen.data : undefined;
  const ready = asked === text && !seen.isPlaceholderData && !seen.isFetching;
  const people = pasted ? addable(pasted) : [];
  const take = (some: readonly Mend[]) => setText((now) => some.reduce(mended, now));
  const submit = () =>
    add.mutate(
      people.map(({ address, name }) => ({ address, name })),
      {
        onSuccess: (answer) => {
          toast({ text: told(answer) });
          if (answer.refused.length === 0) onClose();
        },
      },
    );
  const error = seen.error ?? add.error;
  return (
    <Dialog open title={t`Paste addresses`} onClose={onClose} size={980}>
      <div className={css.sides}>
        <Textarea
          label={t`Addresses`}
          description={t`One on each line or with commas, with or without a name. A column of a table works too.`}
          placeholder={"jana@example.org\nMarc Dubois <marc@example.org>"}
          rows={14}
          classNames={{ input: css.text ?? "" }}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        <PastedResult pasted={pasted} refused={add.data?.refused ?? []} onTake={take} />
      </div>
      {error && <ProblemBox error={error} />}
      <div className={css.foot}>
        <p>{t`You vouch that they want the mails of this list. Being added sends no mail.`}</p>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button
          look="filled"
          disabled={people.length === 0 || !ready || add.isPending}
          onClick={submit}
        >
          {plural(people.length, {
            0: "Nobody to add yet",
            one: "Add # subscriber",
            other: "Add # subscribers",
          })}
        </Button>
      </div>
    </Dialog>
  );
}

function told({ added, present }: Added): string {
  const made = plural(added, { one: "# subscriber added.", other: "# subscribers added." });
  const there = plural(present, {
    one: "# was a subscriber already.",
    other: "# were subscribers already.",
  });
  return present > 0 ? `${made} ${there}` : made;
}
