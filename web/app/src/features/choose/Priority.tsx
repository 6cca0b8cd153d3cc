/** How urgent it is. */
import { useLingui } from "@lingui/react/macro";
import { IconCheck } from "@tabler/icons-react";
import { PrioritySign } from "../../ui/PrioritySign.tsx";
import { Picker, type Choice } from "../../ui/Picker.tsx";
import { done, doTo, useTargets } from "./useTargets.ts";

export default function Priority() {
  const { t } = useLingui();
  const some = useTargets();
  if (!some.length) return null;
  const levels: [number, string][] = [
    [2, t`Urgent`],
    [1, t`High`],
    [0, t`Normal`],
    [-1, t`Low`],
  ];
  const all = levels.map(([priority, name]): Choice => {
    const chosen = some.every((one) => one.priority === priority);
    return {
      id: String(priority),
      name,
      icon: <PrioritySign priority={priority} size={20} />,
      chosen,
      end: chosen && <IconCheck size={18} stroke={1.5} />,
      run: () => doTo(some, { kind: "priority", priority }),
    };
  });
  const choices = (typed: string) =>
    all.filter((one) => one.name.toLowerCase().includes(typed.trim().toLowerCase()));
  return <Picker label={t`Priority`} choices={choices} onClose={done} />;
}
