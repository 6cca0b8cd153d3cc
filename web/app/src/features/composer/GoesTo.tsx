/** Says in words who will get it and as whom; a click shows everybody with their role. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { IconChevronDown, IconUserPlus, IconUserX } from "@tabler/icons-react";
import type { Person } from "../../api/types.ts";
import { overlay, readersMeant } from "../../commands/scene.ts";
import { called } from "../../lib/format.ts";
import { usePhone } from "../../lib/usePhone.ts";
import { LatePopover } from "../../ui/Late.tsx";
import { As } from "./As.tsx";
import { Everybody, type GoesToProps } from "./Everybody.tsx";
import { unusual, withRole } from "./recipients.ts";
import type { Content } from "./useDraft.ts";
import css from "./Composer.module.css";
import parts from "./parts.module.css";

export function GoesTo(props: GoesToProps) {
  const { content, identities, identity } = props;
  const { t } = useLingui();
  const phone = usePhone();
  const as = identities.find((one) => one.id === identity) ?? identities[0];
  return (
    <>
      <LatePopover
        position={phone ? "bottom-start" : "top-start"}
        width={phone ? "calc(100vw - 24px)" : 460}
        button={
          <button type="button" className={css.goes} title={t`Change who gets it`}>
            <span>
              <Who people={[...content.to, ...content.cc, ...content.bcc]} />
              {as && (
                <>
                  {" · "}
                  <As identity={as} />
                </>
              )}
            </span>
            <IconChevronDown size={16} stroke={1.5} aria-hidden />
          </button>
        }
      >
        {() => <Everybody {...props} />}
      </LatePopover>
      {!props.elsewhere && <Unusual {...props} />}
    </>
  );
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

/** Somebody new gets it, or somebody falls out: said before it is sent, with the way to change it. */
function Unusual({ detail, content, onChange }: GoesToProps) {
  const { t } = useLingui();
  const { appeared, missing, narrowed } = unusual(content, detail);
  const named = (people: Person[]) => people.map(called).join(", ");
  const all = (people: Person[], role: "cc" | "aside") =>
    onChange(
      people.reduce<Partial<Content>>(
        (now, one) => withRole({ ...content, ...now }, one, role),
        {},
      ),
    );
  const [come, gone] = [named(appeared), named(missing)];
  return (
    <>
      {appeared.length > 0 && (
        <p className={parts.unusual}>
          <IconUserPlus size={16} stroke={1.5} aria-hidden />
          <span>
            <Trans>
              New here: <b>{come}</b> did not get our last answer.
            </Trans>
          </span>
          <button type="button" onClick={() => all(appeared, "aside")}>{t`Leave out`}</button>
        </p>
      )}
      {missing.length > 0 && (
        <p className={parts.unusual}>
          <IconUserX size={16} stroke={1.5} aria-hidden />
          <span>
            <Trans>
              <b>{gone}</b> got our last answer, but not this one.
            </Trans>
          </span>
          <button type="button" onClick={() => all(missing, "cc")}>{t`Take in`}</button>
        </p>
      )}
      {narrowed.length > 0 && !detail.confidential && content.to.length > 0 && (
        <p className={parts.unusual}>
          <span>{t`Fewer people than before get this. Should fewer colleagues see it, too?`}</span>
          <button
            type="button"
            onClick={() => {
              const named = [...content.to, ...content.cc, ...content.bcc].map(
                (one) => one.address,
              );
              readersMeant.set(detail.assignee ? [...named, detail.assignee] : named);
              overlay.set("readers");
            }}
          >{t`Make it confidential`}</button>
        </p>
      )}
    </>
  );
}
