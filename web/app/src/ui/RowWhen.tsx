/** How long it waits; for what sleeps, when it comes back. */
import { useLingui } from "@lingui/react/macro";
import { IconZzz } from "@tabler/icons-react";
import type { Row } from "../api/types.ts";
import { exact, soon } from "../lib/format.ts";
import { useNow } from "../lib/useNow.ts";
import { Time } from "./Time.tsx";
import css from "./RowItem.module.css";

export function When({ row }: { row: Row }) {
  return (
    <span className={css.when}>
      {row.state === "snoozed" && row.snoozed_until ? (
        <Back at={row.snoozed_until} />
      ) : (
        <Time at={row.waiting_since ?? row.last_activity_at} />
      )}
    </span>
  );
}

function Back({ at }: { at: string }) {
  const { t, i18n } = useLingui();
  const now = useNow();
  const when = soon(at, { now, language: i18n.locale });
  return (
    <time dateTime={at} title={t`Comes back ${exact(at, i18n.locale)}`} className={css.back}>
      <IconZzz size={14} stroke={1.5} aria-hidden />
      {when}
    </time>
  );
}
