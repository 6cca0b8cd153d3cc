/** What lies behind a subscriber: the chain of their consent, and what became of their mails. */
import { useLingui } from "@lingui/react/macro";
import type { Address } from "../../../api/types.ts";
import { cx } from "../../../lib/cx.ts";
import { Section } from "../../../ui/page/Page.tsx";
import { Time } from "../../../ui/Time.tsx";
import type { Send, SubscriberDetail } from "../types.ts";
import { evidencePath } from "./remote.ts";
import { CONSENTS, SENDS, SOURCES } from "./words.ts";
import css from "./panel.module.css";

export function Consents({ list, subscriber }: { list: Address; subscriber: SubscriberDetail }) {
  const { t, i18n } = useLingui();
  return (
    <Section
      title={t`Consent`}
      actions={
        <a
          className={css.link}
          href={evidencePath(list.id, subscriber.address)}
          download={`consent-${subscriber.address}.json`}
        >
          {t`Download the proof`}
        </a>
      }
    >
      {subscriber.consents.length === 0 ? (
        <p
          className={css.quiet}
        >{t`Nothing is written down: this person was added before consent was kept here.`}</p>
      ) : (
        <ol className={css.chain}>
          {subscriber.consents.map((one, n) => {
            const source = SOURCES[one.source];
            return (
              <li key={`${one.at} ${String(n)}`} data-kind={one.kind}>
                <b>{i18n._(CONSENTS[one.kind] ?? { id: one.kind })}</b>{" "}
                <Time at={one.at} how="stamp" />
                {(one.by || source) && (
                  <small>{[one.by, source && i18n._(source)].filter(Boolean).join(" · ")}</small>
                )}
                {one.text && <q>{one.text}</q>}
              </li>
            );
          })}
        </ol>
      )}
    </Section>
  );
}

export function Sends({ sends }: { sends: readonly Send[] }) {
  const { t, i18n } = useLingui();
  return (
    <Section title={t`Last mailings`}>
      {sends.length === 0 ? (
        <p className={css.quiet}>{t`No mailing yet since they are on the list.`}</p>
      ) : (
        <ul className={css.sends}>
          {sends.map((one) => (
            <li key={`${one.send} ${one.kind}`}>
              <span className={css.subject}>{one.subject ?? t`(not for you to see)`}</span>
              {one.at && <Time at={one.at} />}
              <small className={cx(isBad(one) && css.bad)}>
                {[i18n._(SENDS[one.state] ?? { id: one.state }), ...useful(one)].join(" · ")}
              </small>
              <Marks send={one} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function isBad({ state, bounced_at, complained_at }: Send): boolean {
  return state === "failed" || bounced_at !== null || complained_at !== null;
}

/** What the other server said, where it is more than a yes. */
function useful({ state, code, detail }: Send): string[] {
  return state === "sent" ? [] : [[code, detail].filter(Boolean).join(" ")].filter(Boolean);
}

function Marks({ send }: { send: Send }) {
  const { t } = useLingui();
  const marks: [string | null, string][] = [
    [send.answered_at, t`answered`],
    [send.clicked_at, t`followed a link`],
    [send.bounced_at, t`came back`],
    [send.complained_at, t`reported as spam`],
    [send.unsubscribed_at, t`unsubscribed`],
  ];
  const shown = marks.filter(([when]) => when).map(([, words]) => words);
  return shown.length > 0 && <small className={css.marks}>{shown.join(" · ")}</small>;
}
