/** Choose labels, or make a new one by typing its name; of many: on all, on some, on none. */
import { useLingui } from "@lingui/react/macro";
import { IconCheck, IconMinus, IconPlus, IconTag } from "@tabler/icons-react";
import { ink } from "../../lib/tone.ts";
import { cache, keys } from "../../sync/cache.ts";
import { useLabels } from "../../sync/queries.ts";
import { Picker, type Choice } from "../../ui/Picker.tsx";
import { done, doTo, useTargets } from "./useTargets.ts";

export default function Labels() {
  const { t } = useLingui();
  const some = useTargets();
  const all = useLabels().data?.items ?? [];
  if (!some.length) return null;
  const on = (name: string) => some.filter((one) => one.labels.includes(name)).length;
  const toggle = (name: string) =>
    doTo(some, {
      kind: "label",
      ...(on(name) === some.length ? { add: [], remove: [name] } : { add: [name], remove: [] }),
    });
  const sign = (name: string) =>
    on(name) === some.length ? (
      <IconCheck size={18} stroke={1.5} />
    ) : on(name) > 0 ? (
      <IconMinus size={18} stroke={1.5} aria-label={t`on some`} />
    ) : undefined;
  const choices = (typed: string): Choice[] => {
    const wanted = typed.trim();
    const fitting = all
      .filter((one) => one.name.toLowerCase().includes(wanted.toLowerCase()))
      .map((one): Choice => ({
        id: one.name,
        name: one.name,
        icon: <IconTag size={18} stroke={1.5} color={ink(one.tone)} />,
        chosen: on(one.name) === some.length,
        end: sign(one.name),
        run: () => toggle(one.name),
      }));
    if (!wanted || all.some((one) => one.name.toLowerCase() === wanted.toLowerCase()))
      return fitting;
    const make: Choice = {
      id: "new label",
      name: t`New label “${wanted}”`,
      icon: <IconPlus size={18} stroke={1.5} />,
      run: () => {
        toggle(wanted);
        setTimeout(() => void cache.invalidateQueries({ queryKey: keys.labels }), 400);
      },
    };
    return [...fitting, make];
  };
  return <Picker label={t`Labels`} many choices={choices} onClose={done} />;
}
