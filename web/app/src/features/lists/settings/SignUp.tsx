/** The public sign-up page: open or closed, its words, what one agrees to, the link and the form. */
import { useLingui } from "@lingui/react/macro";
import { shownAddress } from "../../../lib/format.ts";
import { Switch, Textarea } from "../../../ui/forms.ts";
import { Section } from "../../../ui/page/Page.tsx";
import { CopyLine } from "./CopyLine.tsx";
import type { PartProps } from "./different.ts";
import { Snippet } from "./Snippet.tsx";
import css from "./settings.module.css";

export function SignUp(props: PartProps) {
  const { list, settings, wish, set } = props;
  const { t } = useLingui();
  const usual = settings.usual_consent[wish.language] ?? "";
  return (
    <Section
      title={t`Sign-up page`}
      hint={t`Strangers can put themselves on the list. Each is asked by mail to confirm first; when, from where and to which text is kept as proof.`}
    >
      <div className={css.two}>
        <div className={css.form}>
          <Switch
            checked={wish.sign_up}
            label={wish.sign_up ? t`The page is open` : t`The page is closed`}
            onChange={(event) => set({ sign_up: event.currentTarget.checked })}
          />
          <Textarea
            label={t`What the page says`}
            placeholder={t`What one gets, how often, and from whom.`}
            autosize
            minRows={3}
            maxRows={10}
            value={wish.intro}
            onChange={(event) => set({ intro: event.currentTarget.value })}
          />
          <Textarea
            label={t`What one agrees to`}
            placeholder={usual}
            description={t`Left empty, the usual sentence stands there. Whoever agreed before has agreed to the text of that time.`}
            autosize
            minRows={2}
            maxRows={10}
            value={wish.consent}
            onChange={(event) => set({ consent: event.currentTarget.value })}
          />
          {settings.sign_up ? (
            <>
              <CopyLine label={t`Link to the page`} text={settings.sign_up_url} open />
              <Snippet address={list.address} />
            </>
          ) : (
            wish.sign_up && (
              <p
                className={css.line}
              >{t`Once saved, the link and a form for your own site stand here.`}</p>
            )
          )}
        </div>
        <Looks {...props} consent={wish.consent.trim() || usual} />
      </div>
    </Section>
  );
}

/** Roughly as strangers see it, with what is not saved yet. */
function Looks({ list, wish, consent }: PartProps & { consent: string }) {
  const { t } = useLingui();
  const colour = /^#[0-9a-f]{6}$/i.test(wish.brand.colour) ? wish.brand.colour : undefined;
  return (
    <aside className={css.example} aria-label={t`How the page looks`}>
      <p className={css.caption}>{t`How the page looks`}</p>
      <article data-off={!wish.sign_up || undefined}>
        <h4 style={{ borderColor: colour }}>{list.name || shownAddress(list.address)}</h4>
        {wish.intro.trim() && <p>{wish.intro.trim()}</p>}
        <p className={css.fake} aria-hidden>
          {t`Mail address`}
        </p>
        <p className={css.small}>{consent}</p>
        <p aria-hidden>
          <span className={css.press} style={{ background: colour }}>{t`Sign up`}</span>
        </p>
      </article>
    </aside>
  );
}
