/** What a mail program shows above a mail: from whom, to whom, what about, where answers go. */
import { useLingui } from "@lingui/react/macro";
import { called, shownAddress } from "../../../lib/format.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import type { Preview } from "./remote.ts";
import css from "./preview.module.css";

export function MailHead({ preview }: { preview: Preview }) {
  const { t } = useLingui();
  const { sender, reply_to } = preview;
  const elsewhere = reply_to.address !== sender.address;
  return (
    <div className={css.head}>
      <Avatar person={sender} size={36} />
      <div>
        <p className={css.from}>
          <strong>{called(sender)}</strong> <small>{shownAddress(sender.address)}</small>
        </p>
        <p className={css.about}>
          <strong>{preview.subject || t`(no subject)`}</strong>
          {preview.preheader && <span>{preview.preheader}</span>}
        </p>
        <dl>
          <div>
            <dt>{t({ message: "To", context: "recipient" })}</dt>
            <dd>{shownAddress(preview.to)}</dd>
          </div>
          <div>
            <dt>{t`Answers go to`}</dt>
            <dd>
              {elsewhere && reply_to.name
                ? `${reply_to.name} · ${shownAddress(reply_to.address)}`
                : shownAddress(reply_to.address)}
            </dd>
          </div>
        </dl>
      </div>
    </div>
  );
}
