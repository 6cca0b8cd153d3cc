/** What a merge makes visible to whom, in words, before it is done. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconEye, IconEyeOff, IconMail, IconUsers } from "@tabler/icons-react";
import { called, firstName, local } from "../../lib/format.ts";
import type { MergePreview } from "../../sync/ordering.ts";
import { usePeople } from "../../sync/queries.ts";
import css from "./order.module.css";

export function Preview({ preview }: { preview: MergePreview }) {
  const people = usePeople().data?.items ?? [];
  const { messages, confidential } = preview;
  const readers = preview.readers
    .map((address) =>
      firstName(people.find((one) => one.address === address) ?? { address, name: "" }),
    )
    .join(", ");
  const outside = preview.people.map(called).join(", ");
  const addresses = preview.addresses.map((one) => `${local(one)}@`).join(", ");
  return (
    <ul className={css.preview}>
      <li>
        <IconMail size={18} stroke={1.5} aria-hidden />
        <span>
          <Plural value={messages} one="# mail together" other="# mails together" />
          {addresses && <> · {addresses}</>}
        </span>
      </li>
      {outside && (
        <li>
          <IconUsers size={18} stroke={1.5} aria-hidden />
          <span>
            <Trans>
              With <b>{outside}</b>
            </Trans>
          </span>
        </li>
      )}
      <li>
        {confidential ? (
          <IconEyeOff size={18} stroke={1.5} aria-hidden />
        ) : (
          <IconEye size={18} stroke={1.5} aria-hidden />
        )}
        <span>
          {confidential ? (
            <Trans>
              Confidential: only <b>{readers}</b> will see it
            </Trans>
          ) : (
            <Trans>The same colleagues see it as before</Trans>
          )}
        </span>
      </li>
      <Warnings codes={preview.warnings} />
    </ul>
  );
}

function Warnings({ codes }: { codes: string[] }) {
  const { t } = useLingui();
  const words: Record<string, string> = {
    "nothing-to-merge": t`These are one already.`,
    "different-people": t`They are with different people: each would be in the next answer.`,
    "different-addresses": t`They came to different addresses; the answer goes out as this one.`,
    "becomes-confidential": t`Others who see one of them today will no longer see it.`,
    "no-common-reader": t`You could not see it yourself, so it cannot be merged.`,
    "guests-close": t`Links of guests stop working.`,
    "invited-leave": t`Colleagues let in by a mention lose their access.`,
    "sends-waiting": t`An answer waits to be sent in one of them.`,
  };
  return codes.map((code) => (
    <li key={code} className={css.warning}>
      <IconAlertTriangle size={18} stroke={1.5} aria-hidden />
      <span>{words[code] ?? code}</span>
    </li>
  ));
}
