/** A mailing as one picture: how far it is, what became of each copy, and what people did. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { useNow } from "../../../lib/useNow.ts";
import { runs, type Report } from "./remote.ts";
import { gone, minutesLeft, share, slices, speed, type Slice, type Totals } from "./totals.ts";
import css from "./report.module.css";

export function Progress({ report }: { report: Report }) {
  const { t } = useLingui();
  const made = slices(report.mailing.totals);
  return (
    <section className={css.progress} aria-label={t`How far it is`}>
      <Headline report={report} />
      <Bar made={made} />
      <div className={css.numbers}>
        <dl>
          {made.map((slice) => (
            <Told key={slice.key} slice={slice} />
          ))}
        </dl>
        <Done totals={report.mailing.totals} />
      </div>
    </section>
  );
}

function Headline({ report }: { report: Report }) {
  const { t, i18n } = useLingui();
  const now = useNow();
  const { mailing, timeline } = report;
  const number = (count: number) => count.toLocaleString(i18n.locale);
  const went = number(gone(mailing.totals));
  const all = number(mailing.totals.recipients);
  const perMinute = mailing.state === "sending" ? speed(timeline, now) : 0;
  const minutes = minutesLeft(mailing.totals, perMinute);
  const left =
    minutes === null || !runs(mailing.state)
      ? ""
      : plural(minutes, { one: "about a minute left", other: "about # minutes left" });
  const words = {
    waiting: t`will leave soon`,
    sending: t`have gone out`,
    paused: t`had gone out when it was paused`,
    sent: t`have gone out; it is done`,
    cancelled: t`had gone out when it was stopped`,
  }[mailing.state];
  return (
    <p className={css.headline} aria-live="polite">
      <strong>{t`${went} of ${all}`}</strong> {words}
      {left && `, ${left}`}
      {perMinute > 0 && <small>{t`${number(perMinute)} a minute`}</small>}
    </p>
  );
}

/** No slice is so thin that it cannot be seen. The same numbers stand below, as text. */
export function Bar({ made }: { made: readonly Slice[] }) {
  const { i18n } = useLingui();
  const words = made.map((slice) => `${i18n._(slice.name)} ${String(slice.count)}`).join(", ");
  return (
    <div className={css.bar} role="img" aria-label={words}>
      {made
        .filter((slice) => slice.count > 0)
        .map((slice) => (
          <i key={slice.key} className={css[slice.ink]} style={{ flexGrow: slice.count }} />
        ))}
    </div>
  );
}

function Told({ slice }: { slice: Slice }) {
  const { i18n } = useLingui();
  return (
    <Fact
      ink={slice.ink}
      name={i18n._(slice.name)}
      count={slice.count}
      means={i18n._(slice.means)}
    />
  );
}

function Done({ totals }: { totals: Totals }) {
  const { t, i18n } = useLingui();
  const of = (count: number) => {
    const part = share(count, totals.sent, i18n.locale);
    return part ? t`${part} of accepted` : "";
  };
  return (
    <dl className={css.done}>
      <Fact ink="brand" name={t`Answered`} count={totals.answered} means={of(totals.answered)} />
      <Fact
        ink="dark"
        name={t`Unsubscribed`}
        count={totals.unsubscribed}
        means={of(totals.unsubscribed)}
      />
      {totals.clicked > 0 && (
        <Fact
          ink="list"
          name={t`Followed a link`}
          count={totals.clicked}
          means={of(totals.clicked)}
        />
      )}
      {totals.complained > 0 && (
        <Fact
          ink="danger"
          name={t`Complained`}
          count={totals.complained}
          means={of(totals.complained)}
        />
      )}
    </dl>
  );
}

interface FactProps {
  ink: string;
  name: string;
  count: number;
  means: ReactNode;
}

function Fact({ ink, name, count, means }: FactProps) {
  const { i18n } = useLingui();
  return (
    <div>
      <dt>
        <i className={css[ink]} aria-hidden />
        {name}
      </dt>
      <dd>
        <strong>{count.toLocaleString(i18n.locale)}</strong>
        <small>{means}</small>
      </dd>
    </div>
  );
}
