/** Why a campaign that was to leave by now is a draft again. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Comeback } from "../campaigns/remote.ts";
import css from "./editor.module.css";

const WHY: Record<Exclude<Comeback, "">, MessageDescriptor> = {
  audience: msg`Whom it is for can no longer be told: a field or an address in the question is gone. Choose again to whom it goes.`,
  topic: msg`Its topic is no longer one of the list. Choose another one when you send it.`,
  content: msg`Something in it can no longer be filled in. The hints say what.`,
  sender: msg`Whoever wanted to send it does not manage this list any more. Somebody who does can send it.`,
  failed: msg`Something failed on our side, again and again. Nothing is lost: send it once more, and tell whoever looks after Tripost.`,
};

export function CameBack({ why }: { why: Comeback }) {
  const { t, i18n } = useLingui();
  if (why === "") return null;
  return (
    <div className={css.cameBack} role="status">
      <IconAlertTriangle size={20} stroke={1.5} aria-hidden />
      <p>
        <strong>{t`This has not been sent.`}</strong> {i18n._(WHY[why])}
      </p>
    </div>
  );
}
