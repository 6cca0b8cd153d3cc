/** How campaigns of this list are sent and look: approval, clicks, brand. */
import { useLingui } from "@lingui/react/macro";
import { Switch, Textarea, TextInput } from "../../../ui/forms.ts";
import { Section } from "../../../ui/page/Page.tsx";
import type { PartProps } from "./different.ts";
import type { Brand } from "./remote.ts";
import css from "./settings.module.css";

export function Campaigns({ wish, set }: PartProps) {
  const { t } = useLingui();
  const brand = (some: Partial<Brand>) => set({ brand: { ...wish.brand, ...some } });
  return (
    <Section
      title={t`Campaigns`}
      hint={t`What is written here and sent to many. Opening a mail is never tracked.`}
    >
      <div className={css.form}>
        <Switch
          checked={wish.approval}
          label={t`A second person looks first`}
          description={t`A campaign leaves only when somebody else who may decide has said yes.`}
          onChange={(event) => set({ approval: event.currentTarget.checked })}
        />
        <Switch
          checked={wish.clicks}
          label={t`Count who follows a link`}
          description={t`Links lead over this server then. What scanners follow is left out.`}
          onChange={(event) => set({ clicks: event.currentTarget.checked })}
        />
        <div className={css.row}>
          <div className={css.colour}>
            <TextInput
              label={t`Colour`}
              placeholder="#6736be"
              value={wish.brand.colour}
              onChange={(event) => brand({ colour: event.currentTarget.value })}
            />
            <input
              type="color"
              aria-label={t`Choose a colour`}
              value={/^#[0-9a-f]{6}$/i.test(wish.brand.colour) ? wish.brand.colour : "#6736be"}
              onChange={(event) => brand({ colour: event.currentTarget.value })}
            />
          </div>
          <TextInput
            label={t`Typeface`}
            placeholder="Georgia, serif"
            value={wish.brand.font}
            onChange={(event) => brand({ font: event.currentTarget.value })}
          />
        </div>
        <TextInput
          label={t`Logo`}
          type="url"
          placeholder="https://www.acme.example/logo.png"
          description={t`Its address on the web.`}
          value={wish.brand.logo}
          onChange={(event) => brand({ logo: event.currentTarget.value })}
        />
        <Textarea
          label={t`Imprint`}
          description={t`Stands below every campaign: who sends it, and where you are.`}
          autosize
          minRows={2}
          maxRows={8}
          value={wish.brand.imprint}
          onChange={(event) => brand({ imprint: event.currentTarget.value })}
        />
      </div>
    </Section>
  );
}
