/** There is no such page. */
import { useLingui } from "@lingui/react/macro";
import { IconMapOff } from "@tabler/icons-react";
import { Empty } from "../ui/Empty.tsx";

export function Lost() {
  const { t } = useLingui();
  return (
    <Empty
      icon={<IconMapOff size={32} stroke={1.25} />}
      title={t`There is nothing at this address.`}
    >
      <a href="/">{t`To your mail`}</a>
    </Empty>
  );
}
