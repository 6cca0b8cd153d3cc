/** As whom a mail goes: as the address, or as oneself on its behalf. */
import { Trans } from "@lingui/react/macro";
import type { Identity } from "../../api/types.ts";
import { useMe } from "../../sync/queries.ts";
import { firstName } from "../../lib/format.ts";

export function As({ identity }: { identity: Identity }) {
  const me = useMe().data;
  const { address } = identity;
  const name = me ? firstName(me) : "";
  return identity.kind === "on_behalf" ? (
    <Trans>
      {name} on behalf of <b>{address}</b>
    </Trans>
  ) : (
    <Trans>
      as <b>{address}</b>
    </Trans>
  );
}
