/** What the DNS says about a domain: each record with its state, what to set, and what stands there. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconHelpCircle,
} from "@tabler/icons-react";
import { Button } from "../../ui/Button.tsx";
import { ProblemBox } from "../../ui/page/Page.tsx";
import { CHECK_WORDS, STATE_WORDS, WHY_WORDS } from "./checks.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { useChecks } from "./remote.ts";
import type { Check, DnsRecord, Domain } from "./types.ts";
import css from "./checks.module.css";

const KINDS: Record<string, Check["kind"]> = {
  receive: "mx",
  sign: "dkim",
  spf: "spf",
  dmarc: "dmarc",
};

/** The records to set, as long as the DNS has not answered. */
function unasked({ type, name, value, purpose }: DnsRecord): Check {
  const kind = KINDS[purpose] ?? "dkim";
  return { kind, type, name, wanted: value, found: [], state: "unknown", why: "" };
}

export function DomainChecks({ domain }: { domain: Domain }) {
  const { t } = useLingui();
  const found = useChecks(domain.id);
  const checks = found.data ?? domain.records.map(unasked);
  const bad = checks.filter(({ state }) => state === "missing" || state === "wrong").length;
  return (
    <>
      <p className={css.sum} aria-live="polite">
        {found.isFetching
          ? t`Asking the DNS …`
          : found.data &&
            (bad === 0
              ? checks.some(({ state }) => state === "unknown")
                ? t`Not all could be looked up. What should stand there is shown below.`
                : t`Nothing to do here.`
              : plural(bad, {
                  one: "# record is still to be set where the domain is managed. Until then mail may not arrive, or be taken for spam.",
                  other:
                    "# records are still to be set where the domain is managed. Until then mail may not arrive, or be taken for spam.",
                }))}
        <Button look="plain" disabled={found.isFetching} onClick={() => void found.refetch()}>
          {t`Look again`}
        </Button>
      </p>
      {found.error && <ProblemBox error={found.error} />}
      <ul className={css.checks} aria-label={t`DNS records of ${domain.name}`}>
        {checks.map((check) => (
          <One
            key={`${check.type} ${check.name} ${check.wanted}`}
            check={check}
            asked={found.data !== undefined}
          />
        ))}
      </ul>
    </>
  );
}

const SIGNS = {
  ok: IconCircleCheck,
  missing: IconCircleX,
  wrong: IconAlertTriangle,
  unknown: IconHelpCircle,
};

function One({ check, asked }: { check: Check; asked: boolean }) {
  const { t, i18n } = useLingui();
  const { kind, type, name, wanted, found, state, why } = check;
  const Sign = SIGNS[state];
  const because = WHY_WORDS[why];
  return (
    <li className={css.check} data-state={asked ? state : "unasked"}>
      <p className={css.head}>
        <Sign size={20} stroke={1.5} aria-hidden className={css.sign} />
        <b>{kind.toUpperCase()}</b>
        <span className={css.state}>{asked && i18n._(STATE_WORDS[state])}</span>
        <span className={css.for}>{i18n._(CHECK_WORDS[kind])}</span>
      </p>
      {because && asked && <p className={css.why}>{i18n._(because)}</p>}
      {wanted && (state !== "ok" || !asked) && (
        <dl className={css.record}>
          <Line head={type} text={name} copy={t`Copy name`} />
          <Line head={t`Value`} text={wanted} copy={t`Copy value`} />
        </dl>
      )}
      {found.length > 0 && state !== "ok" && (
        <p className={css.found}>
          {t`There is:`}{" "}
          {found.map((one) => (
            <code key={one}>{one}</code>
          ))}
        </p>
      )}
    </li>
  );
}

function Line({ head, text, copy }: { head: string; text: string; copy: string }) {
  return (
    <>
      <dt>{head}</dt>
      <dd>
        <code>{text}</code>
        <CopyButton text={text} label={copy} />
      </dd>
    </>
  );
}
