/** The line under a campaign's name: back to all, and who wrote it. */
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useAddresses, usePeople } from "../../../sync/queries.ts";
import { shownAddress } from "../../../lib/format.ts";
import type { Campaign } from "../campaigns/remote.ts";

export function Head({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const list = useAddresses().data?.items.find((one) => one.id === campaign.address);
  const people = usePeople().data?.items ?? [];
  const by = campaign.created_by;
  const name = people.find((one) => one.address === by)?.name || by;
  return (
    <>
      <Link to={`/lists/${campaign.address}/campaigns` as string}>{t`All campaigns`}</Link>
      {list && ` · ${shownAddress(list.address)}`}
      {name && ` · ${t`begun by ${name}`}`}
    </>
  );
}
