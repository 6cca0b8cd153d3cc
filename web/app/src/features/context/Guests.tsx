/** Who sees this without a right on the address: colleagues let in by a mention, guests by a link. */
import { useLingui } from "@lingui/react/macro";
import { IconLink, IconPlus, IconX } from "@tabler/icons-react";
import type { Detail } from "../../api/types.ts";
import { overlay } from "../../commands/scene.ts";
import { called } from "../../lib/format.ts";
import { usePeople } from "../../sync/queries.ts";
import { setInvited } from "../../sync/together.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import css from "./Context.module.css";

export function Guests({ detail }: { detail: Detail }) {
  const { t } = useLingui();
  const people = usePeople().data?.items ?? [];
  const { guests, invited } = detail;
  if (!guests.length && !invited.length) return null;
  const invitees = invited.map(
    (address) => people.find((one) => one.address === address) ?? { address, name: "" },
  );
  return (
    <section className={css.section}>
      <h2>
        {t`Also sees this`}
        <button type="button" aria-label={t`Guests …`} onClick={() => overlay.set("guests")}>
          <IconPlus size={16} stroke={1.75} />
        </button>
      </h2>
      {invitees.map((one) => (
        <div key={one.address} className={css.line}>
          <Avatar person={one} size={22} solid />
          <span title={one.address}>{called(one)}</span>
          <button
            type="button"
            className={css.small}
            aria-label={t`Take the access of ${called(one)} back`}
            onClick={() =>
              void setInvited(
                detail.id,
                invited.filter((other) => other !== one.address),
              )
            }
          >
            <IconX size={15} stroke={1.75} />
          </button>
        </div>
      ))}
      {guests.map((one) => (
        <button
          key={one.id}
          type="button"
          className={css.line}
          onClick={() => overlay.set("guests")}
        >
          <IconLink size={18} stroke={1.5} aria-hidden />
          <span>{t`${one.name} (guest)`}</span>
        </button>
      ))}
    </section>
  );
}
