/** A post as subscribers will see it, with the settings as they stand on this page, for any author. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { shownAddress } from "../../../lib/format.ts";
import { useSettled } from "../../../lib/useSettled.ts";
import { useMe } from "../../../sync/queries.ts";
import { TextInput } from "../../../ui/forms.ts";
import type { PartProps } from "./different.ts";
import { useFromPreview } from "./remote.ts";
import { STEPS, WHY } from "./words.ts";
import css from "./settings.module.css";

export function Example({ list, wish }: PartProps) {
  const { t, i18n } = useLingui();
  const me = useMe().data;
  const [author, setAuthor] = useState<string | null>(null);
  const written = author ?? me?.address ?? "";
  const asked = useSettled(written.trim());
  const found = useFromPreview(list.id, asked);
  const subject = t`The workshop moves to Thursday`;
  const replies = useReplies(wish, list.address, asked);
  return (
    <aside className={css.example} aria-label={t`Example of a post`}>
      <TextInput
        label={t`As it will look when this person writes`}
        type="email"
        value={written}
        onChange={(event) => setAuthor(event.currentTarget.value)}
      />
      <article aria-live="polite">
        <dl>
          <dt>{t({ message: "From", context: "mail" })}</dt>
          <dd>{found.data?.from ?? asked}</dd>
          <dt>{t({ message: "To", context: "mail" })}</dt>
          <dd>{shownAddress(list.address)}</dd>
          <dt>{t`Answers to`}</dt>
          <dd>{replies}</dd>
        </dl>
        <h4>
          {wish.prefix.trim() && <mark>{wish.prefix.trim()} </mark>}
          {subject}
        </h4>
        <p>{t`Dear all, the workshop moves to Thursday at ten. Please tell me whether you can come.`}</p>
        {wish.footer.trim() && <p className={css.footer}>{wish.footer.trim()}</p>}
      </article>
      <p className={css.why} aria-live="polite">
        {found.isFetching && t`Asking the DNS …`}
        {!found.isFetching && found.error && t`For this address it cannot be said.`}
        {!found.isFetching && found.data && (
          <>
            {i18n._(STEPS[found.data.step])}{" "}
            {WHY[found.data.why] && i18n._(WHY[found.data.why] as { id: string })}
          </>
        )}
      </p>
    </aside>
  );
}

/** Where answers go by what is chosen on this page, saved or not. */
function useReplies(wish: PartProps["wish"], list: string, author: string): string {
  const { t } = useLingui();
  const to = {
    author,
    list: shownAddress(list),
    inbox: wish.reply_inbox ? shownAddress(wish.reply_inbox) : "",
    fixed: wish.reply_fixed,
  }[wish.reply_to];
  return to || t`not chosen yet`;
}
