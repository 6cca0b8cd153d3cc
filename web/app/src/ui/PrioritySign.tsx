/** How urgent something is: a flag, filled when urgent; an arrow down when it can wait. */
import { IconArrowNarrowDown, IconFlag, IconFlagFilled, IconMinus } from "@tabler/icons-react";

interface Props {
  priority: number;
  size?: number;
  label?: string;
}

export function PrioritySign({ priority, size = 15, label }: Props) {
  const named = label ? { role: "img", "aria-label": label } : { "aria-hidden": true };
  if (priority >= 2) return <IconFlagFilled size={size} color="var(--danger)" {...named} />;
  if (priority === 1)
    return <IconFlag size={size} stroke={1.75} color="var(--danger)" {...named} />;
  if (priority < 0) return <IconArrowNarrowDown size={size} stroke={1.5} {...named} />;
  return <IconMinus size={size} stroke={1.5} {...named} />;
}
