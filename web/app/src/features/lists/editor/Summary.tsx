/** The sentence before the click: how many, when, and to where they answer. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { day, clock } from "../../../lib/format.ts";
import type { Draft } from "./drafts.ts";
import type { Counted as Count } from "../types.ts";
import type { Time } from "./When.tsx";
import css from "./editor.module.css";

interface Props {
  count: Count | undefined;
  time: Time;
  draft: Draft;
  /** The segment's name; "" = none. */
  segment: string;
  asks: boolean;
}

export function Summary({ count, time, draft, segment, asks }: Props) {
  const { t, i18n } = useLingui();
  const when = useWords(time);
  if (!count) return <p className={css.summary} />;
  const people = plural(count.count, { one: "# person", other: "# people" });
  const among = segment ? ` (${segment})` : "";
  const inbox = draft.reply_to === "inbox" ? draft.reply_inbox : null;
  return (
    <p className={css.summary} aria-live="polite" lang={i18n.locale}>
      {count.count === 0 ? t`Nobody would get it.` : t`To ${people}${among}, ${when}.`}{" "}
      {inbox && t`Answers become conversations of ${inbox}.`}{" "}
      {asks && t`Somebody else has to approve it first.`}
    </p>
  );
}

function useWords({ how, at }: Time): string {
  const { t, i18n } = useLingui();
  const language = i18n.locale;
  const date = day(at.toISOString(), { now: new Date(), language });
  const hour = clock(at.toISOString(), language);
  if (how === "now") return t`now`;
  return how === "later" ? t`on ${date} at ${hour}` : t`on ${date} at ${hour} their time`;
}
