/** The address to be: local part, domain, and whether it can be had. */
import { useLingui } from "@lingui/react/macro";
import { IconAlertCircle, IconCircleCheck, IconLoader2 } from "@tabler/icons-react";
import { useId } from "react";
import { typed, type Draft } from "./draft.ts";
import type { Availability } from "./remote.ts";
import { NO_ADDRESS, TAKEN_WORDS } from "./words.ts";
import css from "./adviser.module.css";

interface Props {
  draft: Draft;
  /** Undefined while they are on their way. */
  domains: readonly string[] | undefined;
  availability: Availability;
  onChange: (draft: Draft) => void;
  onDomains: () => void;
}

export function AddressField({ draft, domains, availability, onChange, onDomains }: Props) {
  const { t, i18n } = useLingui();
  const refusal = useId();
  if (domains?.length === 0) return <FirstADomain onDomains={onDomains} />;
  const taken = availability.state === "taken";
  return (
    <div className={css.field}>
      <div className={css.addressBox}>
        <input
          className={css.local}
          value={draft.local}
          onChange={(event) => onChange(typed(draft, event.target.value, domains ?? []))}
          placeholder={t`hello`}
          aria-label={t`The part before the @`}
          aria-invalid={taken}
          aria-describedby={taken ? refusal : undefined}
          autoFocus
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
        />
        <DomainPart draft={draft} domains={domains ?? []} onChange={onChange} />
        <Verdict state={availability.state} />
      </div>
      {taken && (
        <p className={css.refusal} id={refusal} role="alert">
          {i18n._(TAKEN_WORDS[availability.reason] ?? NO_ADDRESS)}
        </p>
      )}
    </div>
  );
}

function DomainPart({
  draft,
  domains,
  onChange,
}: Pick<Props, "draft" | "onChange"> & { domains: readonly string[] }) {
  const { t } = useLingui();
  if (domains.length < 2) return <span className={css.at}>@{draft.domain}</span>;
  return (
    <span className={css.at}>
      @
      <select
        value={draft.domain}
        aria-label={t`Domain`}
        onChange={(event) => onChange({ ...draft, domain: event.target.value })}
      >
        {domains.map((domain) => (
          <option key={domain}>{domain}</option>
        ))}
      </select>
    </span>
  );
}

function Verdict({ state }: { state: Availability["state"] }) {
  const { t } = useLingui();
  const icon = { size: 16, stroke: 1.5, "aria-hidden": true } as const;
  return (
    <span className={`${css.verdict} ${state === "free" ? css.free : css.taken}`} role="status">
      {state === "asking" && <IconLoader2 {...icon} color="var(--text-3)" />}
      {state === "free" && (
        <>
          <IconCircleCheck {...icon} />
          {t({ message: "free", context: "address" })}
        </>
      )}
      {state === "taken" && (
        <>
          <IconAlertCircle {...icon} />
          {t({ message: "not free", context: "address" })}
        </>
      )}
    </span>
  );
}

function FirstADomain({ onDomains }: { onDomains: () => void }) {
  const { t } = useLingui();
  return (
    <div className={css.field}>
      <p className={css.refusal}>{t`An address needs a domain, and none is set up yet.`}</p>
      <button type="button" className={css.link} onClick={onDomains}>
        {t`Add the first domain`}
      </button>
    </div>
  );
}
