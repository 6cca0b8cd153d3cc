/** Link: say that another conversation has to do with this one; each then shows the other. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { overlay, scene } from "../../commands/scene.ts";
import { useConversation } from "../../sync/queries.ts";
import { link } from "../../sync/ordering.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { FindConversation } from "./FindConversation.tsx";
import css from "./order.module.css";

const done = () => overlay.set(null);

export default function LinkDialog() {
  const { t } = useLingui();
  const [id] = useState(() => scene.get().open?.id ?? "");
  const detail = useConversation(id).data;
  const linked = detail?.links.map((one) => one.id) ?? [];
  return (
    <Dialog open onClose={done} title={t`Link with …`} size={620}>
      <div className={css.form}>
        <p className={css.hint}>{t`They stay apart; each shows the way to the other.`}</p>
        <FindConversation
          not={[id, ...linked]}
          near={detail}
          onTake={(one) => void link(id, one.id).then((linkedNow) => linkedNow && done())}
        />
      </div>
    </Dialog>
  );
}
