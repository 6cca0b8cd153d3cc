/** A time as people say it, exact on hover; ticks with the minute. */
import { useLingui } from "@lingui/react";
import { ago, exact, stamp } from "../lib/format.ts";
import { useNow } from "../lib/useNow.ts";

export function Time({ at, how = "ago" }: { at: string; how?: "ago" | "stamp" }) {
  const { i18n } = useLingui();
  const now = useNow();
  const say = how === "ago" ? ago : stamp;
  return (
    <time dateTime={at} title={exact(at, i18n.locale)}>
      {say(at, { now, language: i18n.locale })}
    </time>
  );
}
