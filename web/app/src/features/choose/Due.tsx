/** Until when it must be done. */
import { useLingui } from "@lingui/react/macro";
import { IconCalendarOff } from "@tabler/icons-react";
import type { Choice } from "../../ui/Picker.tsx";
import { doTo, useTargets } from "./useTargets.ts";
import { When } from "./When.tsx";

export default function Due() {
  const { t } = useLingui();
  const some = useTargets();
  if (!some.length) return null;
  const set = (at: Date | null) => doTo(some, { kind: "due", due_at: at?.toISOString() ?? null });
  const never: Choice = {
    id: "never",
    name: t`No longer due`,
    icon: <IconCalendarOff size={20} stroke={1.5} />,
    run: () => set(null),
  };
  const dated = some.some((one) => one.due_at !== null);
  return <When label={t`Due`} onChoose={set} more={dated ? [never] : []} />;
}
