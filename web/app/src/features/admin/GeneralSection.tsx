/** Name, signature, other names: saved together, with a way back. */
import { useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import { Button } from "../../ui/Button.tsx";
import { Switch, Textarea, TextInput } from "../../ui/forms.ts";
import { ProblemBox, Section } from "../../ui/page/Page.tsx";
import { toast } from "../../ui/toast.ts";
import { Aliases } from "./Aliases.tsx";
import { RemoveAddress } from "./RemoveAddress.tsx";
import { useChangeSettings, type SettingsWish } from "./remote.ts";
import type { Settings } from "./types.ts";
import { UndoTime } from "./UndoTime.tsx";
import css from "./admin.module.css";

interface Props {
  settings: Settings;
}

type Wish = Required<
  Pick<SettingsWish, "name" | "signature" | "aliases" | "undo_seconds" | "answer_assigns">
>;

export function GeneralSection({ settings }: Props) {
  const { t } = useLingui();
  const before = pick(settings);
  const [wish, setWish] = useState<Wish>(before);
  const change = useChangeSettings(settings.id);
  const changed = JSON.stringify(wish) !== JSON.stringify(before);
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(difference(before, wish), { onSuccess: () => toast({ text: t`Saved.` }) });
  };
  return (
    <>
      <form onSubmit={save} className={css.form}>
        <Section title={t`To the outside`}>
          <div className={css.form}>
            <TextInput
              label={t({ message: "Name", context: "address" })}
              description={t`What others see as sender, before ${settings.address}.`}
              value={wish.name}
              maxLength={200}
              onChange={(event) => setWish({ ...wish, name: event.currentTarget.value })}
            />
            <Textarea
              label={t`Signature`}
              description={t`Stands under every answer.`}
              autosize
              minRows={4}
              maxRows={14}
              value={wish.signature}
              onChange={(event) => setWish({ ...wish, signature: event.currentTarget.value })}
            />
            <UndoTime
              value={wish.undo_seconds}
              onChange={(undo_seconds) => setWish({ ...wish, undo_seconds })}
            />
          </div>
        </Section>
        <Section
          title={t`Other names`}
          hint={t`Mail to these addresses arrives here too. Words after a plus need none: ${plus(settings.address)} arrives anyway.`}
        >
          <Aliases value={wish.aliases} onChange={(aliases) => setWish({ ...wish, aliases })} />
        </Section>
        {settings.mode === "inbox" && (
          <Section title={t`Whose work it is`}>
            <Switch
              checked={wish.answer_assigns}
              label={t`Whoever answers first has it`}
              description={t`What nobody has goes to who answers it, so that the next mail finds the one who knows the matter. Taking the answer back gives it back, too.`}
              onChange={(event) =>
                setWish({ ...wish, answer_assigns: event.currentTarget.checked })
              }
            />
          </Section>
        )}
        {change.error && <ProblemBox error={change.error} />}
        <div className={css.formFoot}>
          <Button
            look="filled"
            type="submit"
            disabled={!changed || !wish.name.trim() || change.isPending}
          >
            {t`Save`}
          </Button>
          {changed && (
            <Button look="plain" onClick={() => setWish(before)}>
              {t`Take back`}
            </Button>
          )}
        </div>
      </form>
      <RemoveAddress settings={settings} />
    </>
  );
}

function pick(settings: Settings): Wish {
  const { name, signature, aliases, undo_seconds, answer_assigns } = settings;
  return { name, signature, aliases, undo_seconds, answer_assigns };
}

/** Only what was changed is sent, so that two people at work do not undo each other. */
function difference(before: Wish, wish: Wish): SettingsWish {
  return Object.fromEntries(
    Object.entries(wish).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof Wish]),
    ),
  );
}

function plus(address: string): string {
  return address.replace("@", "+shop@");
}
