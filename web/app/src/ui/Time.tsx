/** A time as people say it, exact on hover; ticks with the minute. */
import { useLingui } from "@lingui/react";
import { ago, exact, soon, stamp } from "../lib/format.ts";
import { useNow } from "../lib/useNow.ts";

const WAYS = { ago, stamp, soon };

export function Time({ at, how = "ago" }: { at: string; how?: keyof typeof WAYS }) {
  const { i18n } = useLingui();
  const now = useNow();
  return (
    <time dateTime={at} title={exact(at, i18n.locale)}>
      {WAYS[how](at, { now, language: i18n.locale })}
    </time>
  );
}
