/** The sentence before the click: how many, when, and to where they answer. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { day, clock } from "../../../lib/format.ts";
import type { Draft } from "./drafts.ts";
import type { Reach } from "./remote.ts";
import type { Time } from "./When.tsx";
import css from "./editor.module.css";

interface Props {
  reach: Reach | undefined;
  time: Time;
  draft: Draft;
  /** The segment's name; "" = none. */
  segment: string;
  asks: boolean;
}

export function Summary({ reach, time, draft, segment, asks }: Props) {
  const { t, i18n } = useLingui();
  const when = useWords(time);
  if (!reach) return <p className={css.summary} />;
  const people = plural(reach.mails, { one: "# person", other: "# people" });
  const digests = plural(reach.digests, {
    one: "# person finds it in the next digest.",
    other: "# people find it in their next digest.",
  });
  const paused = plural(reach.paused, {
    one: "# person is on a break and gets nothing.",
    other: "# people are on a break and get nothing.",
  });
  const among = segment ? ` (${segment})` : "";
  const inbox = draft.reply_to === "inbox" ? draft.reply_inbox : null;
  return (
    <p className={css.summary} aria-live="polite" lang={i18n.locale}>
      {reach.mails > 0 && t`To ${people}${among}, ${when}.`} {reach.digests > 0 && digests}{" "}
      {reach.paused > 0 && paused} {reach.mails + reach.digests === 0 && t`Nobody would get it.`}{" "}
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
