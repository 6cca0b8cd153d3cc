/** What can be done to all that are selected; it lies over the search while something is. */
import { useState } from "react";
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconDots, IconX } from "@tabler/icons-react";
import { archive } from "../../commands/archive.ts";
import { close } from "../../commands/close.ts";
import { titleOf, type Command } from "../../commands/command.ts";
import { due } from "../../commands/due.ts";
import { follow } from "../../commands/follow.ts";
import { give } from "../../commands/give.ts";
import { label } from "../../commands/label.ts";
import { later } from "../../commands/later.ts";
import { merge } from "../../commands/merge.ts";
import { move } from "../../commands/move.ts";
import { priority } from "../../commands/priority.ts";
import { reopen } from "../../commands/reopen.ts";
import { scene, targets, updateScene } from "../../commands/scene.ts";
import { spam } from "../../commands/spam.ts";
import { star } from "../../commands/star.ts";
import { status } from "../../commands/status.ts";
import { takeIt } from "../../commands/takeIt.ts";
import { trash } from "../../commands/trash.ts";
import { unread } from "../../commands/unread.ts";
import { useCommand } from "../../commands/useCommand.ts";
import { useStore } from "../../lib/store.ts";
import { usePhone } from "../../lib/usePhone.ts";
import type { ListKey } from "../../sync/cache.ts";
import { allRows } from "../../sync/queries.ts";
import { IconButton } from "../../ui/Button.tsx";
import { Menu } from "../../ui/forms.ts";
import { Keys } from "../../ui/Keys.tsx";
import css from "./BulkBar.module.css";

const FIRST = [close, later, give, label];
const MORE = [
  takeIt,
  priority,
  due,
  status,
  move,
  merge,
  unread,
  star,
  follow,
  archive,
  reopen,
  spam,
  trash,
];

interface Props {
  list: ListKey;
  /** There are further rows than those shown. */
  more: boolean;
}

export default function BulkBar({ list, more }: Props) {
  const { t } = useLingui();
  const phone = usePhone();
  const now = useStore(scene);
  const count = targets({ ...now, aim: null }).length;
  const none = () => updateScene({ selected: [], beyond: [] });
  return (
    <div className={css.bar} role="toolbar" aria-label={t`With what is selected`}>
      <IconButton label={t`Select nothing`} keys="Escape" onClick={none}>
        <IconX size={18} stroke={1.5} />
      </IconButton>
      <strong className={css.count} role="status">
        <span className={phone ? "sr-only" : undefined}>
          {plural(count, { one: "# selected", other: "# selected" })}
        </span>
        {phone && <span aria-hidden>{count}</span>}
      </strong>
      {FIRST.map((command) => (
        <Tool key={command.id} command={command} />
      ))}
      <More />
      <Further list={list} more={more} />
    </div>
  );
}

function Tool({ command }: { command: Command }) {
  const { label, keys, possible, run } = useCommand(command);
  const Icon = command.icon;
  return (
    <IconButton label={label} {...(keys ? { keys } : {})} disabled={!possible} onClick={run}>
      {Icon && <Icon size={20} stroke={1.5} />}
    </IconButton>
  );
}

function More() {
  const { t, i18n } = useLingui();
  const now = useStore(scene);
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <IconButton label={t`More`}>
          <IconDots size={20} stroke={1.5} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {MORE.filter((one) => one.when?.(now) ?? true).map((one) => (
          <Menu.Item
            key={one.id}
            leftSection={one.icon && <one.icon size={18} stroke={1.5} />}
            rightSection={one.keys && <Keys keys={one.keys} />}
            onClick={() => one.run(scene.get())}
          >
            {i18n._(titleOf(one, now))}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Selecting what is shown, then everything that matches. */
function Further({ list, more }: Props) {
  const { t } = useLingui();
  const { rows, selected, beyond } = useStore(scene);
  const [busy, setBusy] = useState(false);
  const chosen = new Set(selected);
  const shown = rows.every((row) => chosen.has(row.id));
  const whole = async () => {
    setBusy(true);
    try {
      const every = await allRows(list);
      const here = new Set(scene.get().rows.map((row) => row.id));
      updateScene({
        selected: every.map((row) => row.id),
        beyond: every.filter((row) => !here.has(row.id)),
      });
    } finally {
      setBusy(false);
    }
  };
  if (!shown)
    return (
      <button
        type="button"
        className={css.further}
        onClick={() => updateScene({ selected: rows.map((row) => row.id), beyond: [] })}
      >
        {t`Select all ${rows.length} shown`}
      </button>
    );
  if (!more || beyond.length) return null;
  return (
    <button type="button" className={css.further} disabled={busy} onClick={() => void whole()}>
      {busy ? t`Looking for all of them …` : t`Select all that match, also those further down`}
    </button>
  );
}
