/** Says in words who will get it and as whom; a click changes it. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { IconChevronDown } from "@tabler/icons-react";
import type { Identity, Person } from "../../api/types.ts";
import { called } from "../../lib/format.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { Popover, Select } from "../../ui/forms.ts";
import type { Content } from "./useDraft.ts";
import { PeopleField } from "./PeopleField.tsx";
import css from "./Composer.module.css";

interface Props {
  content: Content;
  onChange: (part: Partial<Content>) => void;
  identities: Identity[];
  identity: string | undefined;
  onIdentity: (id: string) => void;
}

export function GoesTo({ content, onChange, identities, identity, onIdentity }: Props) {
  const { t } = useLingui();
  const phone = usePhone();
  const as = identities.find((one) => one.id === identity) ?? identities[0];
  return (
    <Popover
      position={phone ? "bottom-start" : "top-start"}
      width={phone ? "calc(100vw - 24px)" : 440}
      trapFocus
    >
      <Popover.Target>
        <button type="button" className={css.goes} title={t`Change who gets it`}>
          <span>
            <Who people={[...content.to, ...content.cc, ...content.bcc]} />
            {as && (
              <>
                {" · "}
                <Trans>
                  as <b>{as.address}</b>
                </Trans>
              </>
            )}
          </span>
          <IconChevronDown size={16} stroke={1.5} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={css.fields}>
          <PeopleField
            label={t`To`}
            people={content.to}
            onChange={(to) => onChange({ to })}
            autoFocus
          />
          <PeopleField label={t`Copy`} people={content.cc} onChange={(cc) => onChange({ cc })} />
          <PeopleField
            label={t`Blind copy`}
            people={content.bcc}
            onChange={(bcc) => onChange({ bcc })}
          />
          {identities.length > 1 && (
            <Select
              label={t`As`}
              data={identities.map((one) => ({ value: one.id, label: described(one) }))}
              value={as?.id ?? null}
              allowDeselect={false}
              comboboxProps={{ withinPortal: false }}
              onChange={(id) => id && onIdentity(id)}
            />
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function described({ name, address }: Identity): string {
  return name ? `${name} <${address}>` : address;
}

export function Who({ people }: { people: Person[] }) {
  const first = people[0];
  if (!first) return <Trans>Goes to nobody yet</Trans>;
  const name = called(first);
  const more = people.length - 1;
  return (
    <>
      <Trans>
        Goes to <b>{name}</b>
      </Trans>
      {more > 0 && (
        <>
          {" "}
          <Trans>and</Trans>{" "}
          <b>
            <Plural value={more} one="# more" other="# more" />
          </b>
        </>
      )}
    </>
  );
}
