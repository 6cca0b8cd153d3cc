/** Everything by name: commands, places, and the search. It shows the keys, so that one learns them. */
import { useLingui } from "@lingui/react/macro";
import { IconSearch } from "@tabler/icons-react";
import { titleOf } from "../../commands/command.ts";
import { commands } from "../../commands/registry.ts";
import { overlay, scene } from "../../commands/scene.ts";
import { firstView, mailPath, searchPath } from "../../lib/paths.ts";
import { useStore } from "../../lib/store.ts";
import { Keys } from "../../ui/Keys.tsx";
import { ModeSign } from "../../ui/ModeSign.tsx";
import { Picker, type Choice } from "../../ui/Picker.tsx";
import { fitting } from "./keywords.ts";

export default function Palette() {
  const { t, i18n } = useLingui();
  const now = useStore(scene);
  const all = useStore(commands);
  const choices = (typed: string): Choice[] => {
    const doable = all
      .filter((one) => one.id !== "palette" && (one.when?.(now) ?? true))
      .map((one): Choice => ({
        id: one.id,
        name: i18n._(titleOf(one, now)),
        group: t`Do`,
        icon: one.icon && <one.icon size={18} stroke={1.5} />,
        end: one.keys && <Keys keys={one.keys} />,
        run: () => one.run(scene.get()),
      }));
    const places = now.addresses.map((one): Choice => ({
      id: `place-${one.id}`,
      name: one.address,
      group: t`Go to`,
      icon: <ModeSign mode={one.mode} />,
      run: () => now.go(mailPath({ box: one.id, view: firstView(one.mode) })),
    }));
    if (!typed.trim()) return [...doable, ...places];
    const found = [...fitting(typed, doable), ...fitting(typed, places)];
    const search: Choice = {
      id: "find",
      name: t`Search for “${typed.trim()}”`,
      group: t`Search`,
      icon: <IconSearch size={18} stroke={1.5} />,
      run: () => now.go(searchPath(typed.trim())),
    };
    return [...found, search];
  };
  return <Picker label={t`Search or jump …`} choices={choices} onClose={() => overlay.set(null)} />;
}
