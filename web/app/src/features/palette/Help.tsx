/** All keys on one page, from the commands themselves. */
import { useLingui } from "@lingui/react/macro";
import type { Group } from "../../commands/command.ts";
import { commands } from "../../commands/registry.ts";
import { overlay, scene } from "../../commands/scene.ts";
import { useStore } from "../../lib/store.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Keys, useKeyNames } from "../../ui/Keys.tsx";
import css from "./Help.module.css";

export default function Help() {
  const { t, i18n } = useLingui();
  const all = useStore(commands);
  const off = scene.get().me?.shortcuts === false;
  const groups: [Group, string][] = [
    ["conversation", t`With a conversation`],
    ["write", t`Write`],
    ["go", t`Move`],
    ["app", t`Tripost`],
  ];
  const more: Partial<Record<Group, [string, string][]>> = {
    write: [
      ["Ctrl+Enter", t`Send, or add the note`],
      ["Ctrl+Shift+Enter", t`Send & close`],
      ["Ctrl+Alt+Enter", t`Send later`],
      [";", t`Saved replies, at the beginning of a word`],
      ["@", t`Mention somebody, in a note`],
    ],
  };
  return (
    <Dialog open onClose={() => overlay.set(null)} title={t`Keys`} size={760}>
      <div className={css.groups}>
        {groups.map(([group, title]) => (
          <section key={group}>
            <h3>{title}</h3>
            <dl>
              {all
                .filter((one) => one.group === group && one.keys)
                .map((one) => (
                  <Line key={one.id} keys={one.keys ?? ""} name={i18n._(one.title)} />
                ))}
              {more[group]?.map(([keys, name]) => (
                <Line key={keys} keys={keys} name={name} />
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={css.hint}>
        {off
          ? t`Keys are switched off in your settings; those with Ctrl work all the same.`
          : t`Keys work outside of text fields and can be switched off in the settings.`}
      </p>
    </Dialog>
  );
}

function Line({ keys, name }: { keys: string; name: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className="sr-only">{useKeyNames(keys)}</span>
        <Keys keys={keys} />
      </dd>
    </div>
  );
}
