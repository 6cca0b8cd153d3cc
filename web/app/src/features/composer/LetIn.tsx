/** Said before the note is added: whom it lets see this conversation, and this one alone. */
import { Trans, useLingui } from "@lingui/react/macro";
import { IconEye } from "@tabler/icons-react";
import { firstName } from "../../lib/format.ts";
import type { Mentionable } from "../../sync/together.ts";
import css from "./parts.module.css";

interface Props {
  people: Mentionable[];
  /** These are named, but not let in. */
  kept: ReadonlySet<string>;
  onKeep: (address: string, keep: boolean) => void;
}

export function LetIn({ people, kept, onKeep }: Props) {
  const { t } = useLingui();
  return people.map((one) => {
    const name = firstName(one);
    const stays = kept.has(one.address);
    return (
      <p key={one.address} className={css.letIn} role="status">
        <IconEye size={16} stroke={1.5} aria-hidden />
        <span>
          {stays ? (
            <Trans>
              <b>{name}</b> cannot see this and will not hear of it.
            </Trans>
          ) : (
            <Trans>
              <b>{name}</b> cannot see this: the mention gives access to this conversation alone.
            </Trans>
          )}
        </span>
        <button type="button" onClick={() => onKeep(one.address, !stays)}>
          {stays ? t`Give access` : t`No access`}
        </button>
      </p>
    );
  });
}
