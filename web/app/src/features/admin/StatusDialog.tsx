/** A status: its name, the type it is a kind of, its colour. */
import { useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import type { State, Status } from "../../api/types.ts";
import { useKeptStatuses, type StatusWish } from "../../sync/shared.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Radio, TextInput } from "../../ui/forms.ts";
import { ProblemBox } from "../../ui/page/Page.tsx";
import { Tones } from "../../ui/Tones.tsx";
import { TYPES, TYPE_WORDS } from "./statuses.ts";
import css from "./admin.module.css";

export function StatusDialog({ status, onClose }: { status: Status | null; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const [wish, setWish] = useState<StatusWish>({
    name: status?.name ?? "",
    type: status?.type ?? "waiting",
    tone: status?.tone ?? 3,
  });
  const { make, change } = useKeptStatuses();
  const error = make.error ?? change.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const ready = { ...wish, name: wish.name.trim() };
    if (status) change.mutate({ id: status.id, ...ready }, { onSuccess: onClose });
    else make.mutate(ready, { onSuccess: onClose });
  };
  return (
    <Dialog open size={480} title={status ? t`Change the status` : t`New status`} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <TextInput
          label={t({ message: "Name", context: "status" })}
          placeholder={t`Ordered`}
          maxLength={60}
          value={wish.name}
          onChange={(event) => setWish({ ...wish, name: event.currentTarget.value })}
          data-autofocus
        />
        <Radio.Group
          label={t`Is a kind of`}
          value={wish.type}
          onChange={(type) => setWish({ ...wish, type: type as State })}
        >
          <div className={css.radios} style={{ marginTop: 8 }}>
            {TYPES.map((type) => {
              const words = TYPE_WORDS[type];
              return (
                words && (
                  <Radio
                    key={type}
                    value={type}
                    label={i18n._(words.name)}
                    description={i18n._(words.means)}
                  />
                )
              );
            })}
          </div>
        </Radio.Group>
        <Tones value={wish.tone} onChange={(tone) => setWish({ ...wish, tone })} />
        {error && <ProblemBox error={error} />}
        <div className={css.dialogFoot}>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button
            look="filled"
            type="submit"
            disabled={!wish.name.trim() || make.isPending || change.isPending}
          >
            {status ? t`Save` : t`Make the status`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
