/** Give the conversation to someone who may read it, or back to all. */
import { useLingui } from "@lingui/react/macro";
import { IconUserOff } from "@tabler/icons-react";
import { overlay, scene, target } from "../../commands/scene.ts";
import { called } from "../../lib/format.ts";
import { assign } from "../../sync/actions.ts";
import { useAddresses, usePeople } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Picker, type Choice } from "../../ui/Picker.tsx";

export default function Assign() {
  const { t } = useLingui();
  const { me } = scene.get();
  const subject = target(scene.get());
  const address = useAddresses().data?.items.find((one) => one.id === subject?.address_id);
  const people = usePeople().data?.items.filter((one) => one.active) ?? [];
  const team = address?.team.length ? address.team : people;
  if (!subject) return null;
  const choices = (typed: string): Choice[] => {
    const wanted = typed.trim().toLowerCase();
    const some = [...team]
      .sort((a, b) => Number(b.address === me?.address) - Number(a.address === me?.address))
      .map((one): Choice => ({
        id: one.address,
        name: one.address === me?.address ? t`${called(one)} (you)` : called(one),
        icon: <Avatar person={one} size={22} solid />,
        chosen: one.address === subject.assignee,
        end: one.address === subject.assignee ? t`has it` : undefined,
        run: () => void assign(subject.id, one.address),
      }));
    const nobody: Choice = {
      id: "nobody",
      name: t`Nobody: back to all`,
      icon: <IconUserOff size={20} stroke={1.5} />,
      run: () => void assign(subject.id, null),
    };
    const all = subject.assignee ? [...some, nobody] : some;
    return all.filter((one) => one.name.toLowerCase().includes(wanted));
  };
  return <Picker label={t`Give to …`} choices={choices} onClose={() => overlay.set(null)} />;
}
