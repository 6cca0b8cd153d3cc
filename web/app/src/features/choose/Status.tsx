/** The state of a conversation, by the house's own names for it. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import { IconCheck, IconCircleDot } from "@tabler/icons-react";
import type { State } from "../../api/types.ts";
import { ink } from "../../lib/tone.ts";
import { useStatuses } from "../../sync/shared.ts";
import { Picker, type Choice } from "../../ui/Picker.tsx";
import { done, doTo, useTargets } from "./useTargets.ts";

const TYPES: [State, MessageDescriptor][] = [
  ["open", msg`Open`],
  ["waiting", msg`Waiting`],
  ["snoozed", msg`Later`],
  ["closed", msg({ message: "Closed", context: "status" })],
];

export default function Status() {
  const { t, i18n } = useLingui();
  const some = useTargets();
  const own = useStatuses().data ?? [];
  if (!some.length) return null;
  const all = TYPES.flatMap(([type, word]) => {
    const group = i18n._(word);
    const named = own.filter((one) => one.type === type);
    return [null, ...named].map((one): Choice => {
      const chosen = some.every(
        ({ state, status }) =>
          (state === type || (state === "new" && type === "open")) &&
          status === (one?.name ?? null),
      );
      return {
        id: one ? `own-${one.id}` : type,
        name: one?.name ?? group,
        group,
        icon: <IconCircleDot size={18} stroke={1.75} {...(one ? { color: ink(one.tone) } : {})} />,
        chosen,
        end: chosen && <IconCheck size={18} stroke={1.5} />,
        run: () =>
          doTo(
            some,
            { kind: "state", state: type, status: one?.name ?? null },
            { leaves: type === "closed" || type === "snoozed" },
          ),
      };
    });
  });
  const choices = (typed: string) =>
    all.filter((one) => one.name.toLowerCase().includes(typed.trim().toLowerCase()));
  return <Picker label={t`Status`} choices={choices} onClose={done} />;
}
