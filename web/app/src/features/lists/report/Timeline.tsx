/** When the copies left, as a small picture; the same as a table behind it. */
import { useLingui } from "@lingui/react/macro";
import { clock, stamp } from "../../../lib/format.ts";
import { useNow } from "../../../lib/useNow.ts";
import { Section } from "../../../ui/page/Page.tsx";
import { steps } from "./totals.ts";
import css from "./report.module.css";

const MOST = 60; // columns
const HEIGHT = 72;
const FEWEST = 24; // columns there is room for: three minutes are three bars, not three towers
const WIDTH = 10;

export function Timeline({ timeline }: { timeline: readonly [string, number][] }) {
  const { t, i18n } = useLingui();
  const now = useNow();
  const made = steps(timeline, MOST);
  if (made.length < 2) return null;
  const highest = Math.max(...made.map((step) => step.count));
  const first = made[0]?.at ?? "";
  const last = made.at(-1)?.at ?? "";
  const said = (at: string) => stamp(at, { now, language: i18n.locale });
  return (
    <Section title={t`When they left`}>
      <figure className={css.timeline}>
        <svg
          viewBox={`0 0 ${String(Math.max(FEWEST, made.length) * WIDTH)} ${String(HEIGHT)}`}
          preserveAspectRatio="none"
          aria-hidden
        >
          {made.map((step, n) => {
            const height = Math.max(2, (step.count / highest) * HEIGHT);
            return (
              <rect
                key={step.at}
                x={n * WIDTH + 1}
                y={HEIGHT - height}
                width={WIDTH - 2}
                height={height}
              />
            );
          })}
        </svg>
        <figcaption>
          <span>{t`${said(first)} to ${clock(last, i18n.locale)}`}</span>
          <span>{t`up to ${highest.toLocaleString(i18n.locale)} at a time`}</span>
        </figcaption>
      </figure>
      <details className={css.behind}>
        <summary>{t`As a table`}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t`From`}</th>
              <th scope="col">{t`Copies`}</th>
              <th scope="col">{t`Together`}</th>
            </tr>
          </thead>
          <tbody>
            {made.map((step) => (
              <tr key={step.at}>
                <th scope="row">{said(step.at)}</th>
                <td>{step.count.toLocaleString(i18n.locale)}</td>
                <td>{step.sum.toLocaleString(i18n.locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Section>
  );
}
