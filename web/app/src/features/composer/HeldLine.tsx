/** Above a draft that was held: why, and the way to the three choices. */
import { Trans, useLingui } from "@lingui/react/macro";
import { IconHandStop } from "@tabler/icons-react";
import type { Crossing } from "../../api/types.ts";
import { firstName } from "../../lib/format.ts";
import { usePeople } from "../../sync/queries.ts";
import css from "./parts.module.css";

interface Props {
  crossing: Crossing;
  waited: boolean;
  onLook: () => void;
}

export function HeldLine({ crossing, waited, onLook }: Props) {
  const { t } = useLingui();
  const people = usePeople().data?.items ?? [];
  const last = crossing.newer.at(-1);
  if (!last) return null;
  const author = people.find((one) => one.address === last.author);
  const name = firstName(
    author ?? ("from" in last ? last.from : { address: last.author, name: "" }),
  );
  return (
    <p className={css.held} role="status">
      <IconHandStop size={17} stroke={1.5} aria-hidden />
      <span>
        {waited ? (
          <Trans>
            Held when its time came, because of <b>{name}</b>. It has not left.
          </Trans>
        ) : (
          <Trans>
            Held, because of <b>{name}</b>. It has not left.
          </Trans>
        )}
      </span>
      <button type="button" onClick={onLook}>{t`Look and decide`}</button>
    </p>
  );
}
