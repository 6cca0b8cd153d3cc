/** What is done to a post before it is copied, and where answers go; beside it how that looks. */
import { useLingui } from "@lingui/react/macro";
import { shownAddress } from "../../../lib/format.ts";
import { useAddresses } from "../../../sync/queries.ts";
import { Select, Textarea, TextInput } from "../../../ui/forms.ts";
import { Section } from "../../../ui/page/Page.tsx";
import { Choices } from "./Choices.tsx";
import type { PartProps } from "./different.ts";
import { Example } from "./Example.tsx";
import { REPLIES } from "./words.ts";
import css from "./settings.module.css";

export function Posts(props: PartProps) {
  const { wish, set } = props;
  const { t } = useLingui();
  return (
    <Section
      title={t`What a post looks like`}
      hint={t`A mail to the list goes out as a copy of its own to every subscriber.`}
    >
      <div className={css.two}>
        <div className={css.form}>
          <TextInput
            label={t`Before the subject`}
            placeholder="[News]"
            description={t`So that people can sort by it. It is not put there twice.`}
            maxLength={40}
            maw={320}
            value={wish.prefix}
            onChange={(event) => set({ prefix: event.currentTarget.value })}
          />
          <Textarea
            label={t`Below the text`}
            description={t`A footer, as a part of its own. Signed mails are left as they are. The way to unsubscribe is in every copy anyway.`}
            autosize
            minRows={3}
            maxRows={10}
            value={wish.footer}
            onChange={(event) => set({ footer: event.currentTarget.value })}
          />
          <Select
            label={t`Language of the list`}
            description={t`For what Tripost itself writes: sign-up, digests, notices.`}
            data={[
              { value: "de", label: "Deutsch" },
              { value: "en", label: "English" },
            ]}
            maw={320}
            value={wish.language}
            allowDeselect={false}
            onChange={(language) => language && set({ language })}
          />
          <Replies {...props} />
        </div>
        <Example {...props} />
      </div>
    </Section>
  );
}

function Replies({ list, wish, set }: PartProps) {
  const { t } = useLingui();
  const inboxes = (useAddresses().data?.items ?? []).filter(
    ({ mode, id }) => mode !== "list" && id !== list.id,
  );
  return (
    <div className={css.group}>
      <h3>{t`Where answers go`}</h3>
      <Choices
        label={t`Where answers go`}
        words={REPLIES}
        value={wish.reply_to}
        onChange={(reply_to) => set({ reply_to })}
      />
      {wish.reply_to === "inbox" && (
        <Select
          label={t`Which one`}
          data={inboxes.map(({ address }) => ({ value: address, label: shownAddress(address) }))}
          value={wish.reply_inbox}
          maw={320}
          searchable
          onChange={(reply_inbox) => set({ reply_inbox })}
        />
      )}
      {wish.reply_to === "fixed" && (
        <TextInput
          label={t`Which address`}
          type="email"
          maw={320}
          value={wish.reply_fixed}
          onChange={(event) => set({ reply_fixed: event.currentTarget.value })}
        />
      )}
    </div>
  );
}
