/** Saved replies for everyone, outside of the administration. */
import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/page/Page.tsx";
import { Replies } from "./Replies.tsx";

export default function OwnRepliesPage() {
  const { t } = useLingui();
  return (
    <Replies
      frame={(add, list) => (
        <Page title={t`Saved replies`} actions={add} narrow>
          {list}
        </Page>
      )}
    />
  );
}
