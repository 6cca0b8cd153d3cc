/** How often a mail was tried, and when it is tried next, as people say it. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { exact } from "../../lib/format.ts";
import { useNow } from "../../lib/useNow.ts";
import type { OutboxRow } from "./types.ts";
import css from "./admin.module.css";

const MINUTE = 60_000;

export function NextTry({ row }: { row: OutboxRow }) {
  const { t, i18n } = useLingui();
  const now = useNow();
  const waits = row.state === "queued" || row.state === "deferred" || row.state === "scheduled";
  return (
    <span className={css.quiet}>
      {row.attempts === 0
        ? t`not tried yet`
        : plural(row.attempts, { one: "# try", other: "# tries" })}
      {waits && row.next_at && (
        <small title={exact(row.next_at, i18n.locale)}>
          {t`next ${inWords(new Date(row.next_at).getTime() - now.getTime(), i18n.locale)}`}
        </small>
      )}
    </span>
  );
}

/** "in 4 min", "in 2 hours"; what is due is tried at once. */
export function inWords(left: number, language: string): string {
  const say = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  if (left < MINUTE) return say.format(0, "second");
  const minutes = Math.round(left / MINUTE);
  if (minutes < 90) return say.format(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return hours < 36 ? say.format(hours, "hour") : say.format(Math.round(hours / 24), "day");
}
