/** How often a mail was tried, and when it is tried next, as people say it. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { exact } from "../../lib/format.ts";
import { useNow } from "../../lib/useNow.ts";
import { inWords } from "./inWords.ts";
import type { OutboxRow } from "./types.ts";
import css from "./admin.module.css";

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
