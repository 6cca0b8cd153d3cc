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
            <Trans>
              All of it will be seen by <b>{readers}</b>
            </Trans>
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
    "different-people": t`They are with different people: each would be in the next answer.`,
    "different-addresses": t`They came to different addresses: more colleagues will see them.`,
    "more-readers": t`Some will see mails they cannot see now.`,
    "fewer-readers": t`Some will no longer see what they can see now.`,
    confidential: t`One of them is confidential; all of it will be.`,
    "loses-assignee": t`Whoever has it now could not see it any more.`,
    sending: t`An answer waits to be sent in one of them.`,
  };
  return codes.map((code) => (
    <li key={code} className={css.warning}>
      <IconAlertTriangle size={18} stroke={1.5} aria-hidden />
      <span>{words[code] ?? code}</span>
    </li>
  ));
}
