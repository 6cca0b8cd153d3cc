/** Who may read this: the whole team of the address, or only some of it. */
import { useEffect, useState, type ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconEyeOff, IconUsers } from "@tabler/icons-react";
import type { Detail, Person } from "../../api/types.ts";
import { overlay, readersMeant, scene, target } from "../../commands/scene.ts";
import { called } from "../../lib/format.ts";
import { setReaders } from "../../sync/readers.ts";
import { useAddresses, useConversation, useMe } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Checkbox, Radio } from "../../ui/forms.ts";
import css from "./Readers.module.css";

const done = () => overlay.set(null);

export default function Readers() {
  const { t } = useLingui();
  const [id] = useState(() => target(scene.get())?.id ?? "");
  const detail = useConversation(id).data;
  const me = useMe().data?.address;
  const team = useAddresses().data?.items.find((one) => one.id === detail?.address_id)?.team;
  return (
    <Dialog open onClose={done} title={t`Who may read this`} size={440}>
      {detail && team && me && <Form detail={detail} team={team} me={me} />}
    </Dialog>
  );
}

function Form({ detail, team, me }: { detail: Detail; team: Person[]; me: string }) {
  const { t } = useLingui();
  const [meant] = useState(() => readersMeant.get());
  const [some, setSome] = useState(detail.confidential || meant !== null);
  const [chosen, setChosen] = useState(() => new Set([...detail.readers, ...(meant ?? []), me]));
  useEffect(() => readersMeant.set(null), []);
  const [busy, setBusy] = useState(false);
  const colleagues = new Set([...team.map((one) => one.address), ...detail.readers, me]);
  const readers = [...chosen].filter((one) => colleagues.has(one));
  const toggle = (address: string) =>
    setChosen((now) => {
      const next = new Set(now);
      if (!next.delete(address)) next.add(address);
      return next;
    });
  const save = async () => {
    setBusy(true);
    const saved = await setReaders(detail.id, some ? readers : []);
    setBusy(false);
    if (saved) done();
  };
  const loses = some && detail.assignee !== null && !chosen.has(detail.assignee);
  return (
    <div className={css.form}>
      <Radio.Group value={some ? "some" : "all"} onChange={(value) => setSome(value === "some")}>
        <Radio
          value="all"
          label={<Choice icon={<IconUsers size={18} stroke={1.5} />} name={t`The whole team`} />}
          description={t`Everyone who may read this address.`}
        />
        <Radio
          value="some"
          label={
            <Choice
              icon={<IconEyeOff size={18} stroke={1.5} />}
              name={t`Confidential: only some`}
            />
          }
          description={t`For all others it is not there: not in lists, counts or the search.`}
        />
      </Radio.Group>
      {some && (
        <ul className={css.people}>
          {team.map((one) => (
            <li key={one.address}>
              <Checkbox
                checked={chosen.has(one.address)}
                disabled={one.address === me}
                onChange={() => toggle(one.address)}
                label={
                  <span className={css.person}>
                    <Avatar person={one} size={22} solid />
                    {one.address === me ? t`${called(one)} (you)` : called(one)}
                  </span>
                }
              />
            </li>
          ))}
        </ul>
      )}
      {loses && <p className={css.hint}>{t`Whoever has it now will no longer have it.`}</p>}
      <footer className={css.foot}>
        <Button look="plain" onClick={done}>{t`Cancel`}</Button>
        <Button look="filled" disabled={busy} onClick={() => void save()}>{t`Save`}</Button>
      </footer>
    </div>
  );
}

function Choice({ icon, name }: { icon: ReactNode; name: string }) {
  return (
    <span className={css.person}>
      {icon}
      {name}
    </span>
  );
}
