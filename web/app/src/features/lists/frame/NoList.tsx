/** No list of this name: it was removed, is something else by now, or is not for this person. */
import { useLingui } from "@lingui/react/macro";
import { IconSpeakerphone } from "@tabler/icons-react";
import { Empty } from "../../../ui/Empty.tsx";
import { Page } from "../../../ui/page/Page.tsx";

export function NoList() {
  const { t } = useLingui();
  return (
    <Page title={t`List`}>
      <Empty icon={<IconSpeakerphone size={36} stroke={1.2} />} title={t`There is no such list`}>
        {t`It may have been removed, or it is an inbox or a mailbox by now.`}
      </Empty>
    </Page>
  );
}
