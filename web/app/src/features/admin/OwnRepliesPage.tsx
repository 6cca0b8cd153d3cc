/** Saved replies for everyone, outside of the administration. */
import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/page/Page.tsx";
import { Replies } from "./Replies.tsx";
import css from "./admin.module.css";

export default function OwnRepliesPage() {
  const { t } = useLingui();
  return (
    <Replies
      frame={(add, list) => (
        <Page title={t`Saved replies`} actions={add} narrow>
          <div className={css.under}>{list}</div>
        </Page>
      )}
    />
  );
}
