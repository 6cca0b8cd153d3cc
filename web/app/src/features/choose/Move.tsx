/** To which address it belongs. */
import { useLingui } from "@lingui/react/macro";
import { useAddresses } from "../../sync/queries.ts";
import { ModeSign } from "../../ui/ModeSign.tsx";
import { Picker, type Choice } from "../../ui/Picker.tsx";
import { done, doTo, useTargets } from "./useTargets.ts";

export default function Move() {
  const { t } = useLingui();
  const some = useTargets();
  const addresses = useAddresses().data?.items ?? [];
  if (!some.length) return null;
  const here = new Set(some.map((one) => one.address_id));
  const writable = addresses.filter(
    (one) =>
      one.rights.some((right) => right.startsWith("write")) &&
      !(here.size === 1 && here.has(one.id)),
  );
  const all = writable.map((one): Choice => ({
    id: one.id,
    name: one.address,
    icon: <ModeSign mode={one.mode} />,
    run: () => doTo(some, { kind: "move", address: one.id }, { leaves: true }),
  }));
  const choices = (typed: string) =>
    all.filter((one) => one.name.toLowerCase().includes(typed.trim().toLowerCase()));
  return <Picker label={t`Move to …`} choices={choices} onClose={done} />;
}
