/** Beside the recipients: who is slow and why, and which links were followed. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Section } from "../../../ui/page/Page.tsx";
import { Time } from "../../../ui/Time.tsx";
import { inWords } from "./fates.ts";
import type { Report, Slow } from "./remote.ts";
import css from "./report.module.css";

export function SlowOnes({ slow }: { slow: readonly Slow[] }) {
  const { t } = useLingui();
  if (slow.length === 0) return null;
  return (
    <Section
      title={t`Slow at the moment`}
      hint={t`These servers asked for patience. We go on as soon as they let us.`}
    >
      <ul className={css.slow}>
        {slow.map((one) => (
          <SlowOne key={one.domain} one={one} />
        ))}
      </ul>
    </Section>
  );
}

function SlowOne({ one }: { one: Slow }) {
  const { t, i18n } = useLingui();
  const words = inWords(one.code);
  const limit = plural(one.limit, { one: "# connection", other: "# connections" });
  return (
    <li>
      <b>{one.domain}</b>
      <span>{words ? i18n._(words) : t`Their server asks for patience.`}</span>
      <small>
        {one.closed_until ? (
          <>
            {t`closed until`} <Time at={one.closed_until} how="soon" />
          </>
        ) : (
          t`${limit} at a time`
        )}
      </small>
      {(one.code || one.text) && <code>{`${one.code} ${one.text}`.trim()}</code>}
    </li>
  );
}

export function Links({ links }: { links: Report["links"] }) {
  const { t } = useLingui();
  if (links.length === 0) return null;
  const most = Math.max(1, ...links.map((link) => link.people));
  const scanners = links.reduce((sum, link) => sum + link.scanners, 0);
  return (
    <Section
      title={t`Links`}
      hint={
        scanners > 0
          ? plural(scanners, {
              one: "# visit by a machine is not counted.",
              other: "# visits by machines are not counted.",
            })
          : undefined
      }
    >
      <ol className={css.links}>
        {links.map((link) => (
          <li key={link.url}>
            <a href={link.url} target="_blank" rel="noreferrer">
              {link.url.replace(/^https?:\/\//, "")}
            </a>
            <span>{plural(link.people, { one: "# person", other: "# people" })}</span>
            <i style={{ width: `${String((link.people / most) * 100)}%` }} aria-hidden />
          </li>
        ))}
      </ol>
    </Section>
  );
}
