/** Choose labels, or make a new one by typing its name. */
import { useLingui } from "@lingui/react/macro";
import { IconCheck, IconPlus, IconTag } from "@tabler/icons-react";
import { overlay, scene, target } from "../../commands/scene.ts";
import { useStore } from "../../lib/store.ts";
import { setLabels } from "../../sync/actions.ts";
import { cache, keys } from "../../sync/cache.ts";
import { useLabels } from "../../sync/queries.ts";
import { Picker, type Choice } from "../../ui/Picker.tsx";

export default function Labels() {
  const { t } = useLingui();
  const subject = target(useStore(scene));
  const all = useLabels().data?.items ?? [];
  if (!subject) return null;
  const toggle = (name: string) =>
    setLabels(
      subject.id,
      subject.labels.includes(name)
        ? subject.labels.filter((one) => one !== name)
        : [...subject.labels, name],
    );
  const choices = (typed: string): Choice[] => {
    const wanted = typed.trim();
    const some = all
      .filter((one) => one.name.toLowerCase().includes(wanted.toLowerCase()))
      .map((one): Choice => ({
        id: one.name,
        name: one.name,
        icon: (
          <IconTag
            size={18}
            stroke={1.5}
            color={`var(--av${String(((one.tone + 11) % 12) + 1)}-solid)`}
          />
        ),
        chosen: subject.labels.includes(one.name),
        end: subject.labels.includes(one.name) ? <IconCheck size={18} stroke={1.5} /> : undefined,
        run: () => void toggle(one.name),
      }));
    if (!wanted || all.some((one) => one.name.toLowerCase() === wanted.toLowerCase())) return some;
    const make: Choice = {
      id: "new label",
      name: t`New label “${wanted}”`,
      icon: <IconPlus size={18} stroke={1.5} />,
      run: () => void toggle(wanted).then(() => cache.invalidateQueries({ queryKey: keys.labels })),
    };
    return [...some, make];
  };
  return <Picker label={t`Labels`} many choices={choices} onClose={() => overlay.set(null)} />;
}
