/** Until when it must be done: "38 min left" within the hour, then "6 min over"; else the day. */
import { useLingui } from "@lingui/react/macro";
import { IconAlarm } from "@tabler/icons-react";
import { exact, soon } from "../lib/format.ts";
import { useNow } from "../lib/useNow.ts";
import { Chip } from "./Chip.tsx";

const HOUR = 3_600_000;

/** Worth a chip in the list: due within the hour, or over. */
export function pressing(at: string | null): boolean {
  return at !== null && Date.parse(at) - Date.now() < HOUR;
}

export function DueChip({ at }: { at: string }) {
  const { t, i18n } = useLingui();
  const now = useNow();
  const left = Date.parse(at) - now.getTime();
  const span = spanOf(Math.abs(left), i18n.locale);
  const words =
    left < 0
      ? t`${span} over`
      : left < HOUR
        ? t`${span} left`
        : t`due ${soon(at, { now, language: i18n.locale })}`;
  return (
    <Chip look={left < HOUR ? "danger" : "edge"} title={t`Due ${exact(at, i18n.locale)}`}>
      <IconAlarm size={14} stroke={1.5} />
      {words}
    </Chip>
  );
}

function spanOf(ms: number, language: string): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${String(minutes)} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${String(hours)} ${language === "de" ? "Std." : "h"}`;
  return `${String(Math.floor(hours / 24))} ${language === "de" ? "Tage" : "days"}`;
}
