/** What came since the conversation was opened waits here to be asked for; nothing jumps. */
import { Trans, Plural, useLingui } from "@lingui/react/macro";
import { IconArrowDown } from "@tabler/icons-react";
import type { Person } from "../../api/types.ts";
import { called } from "../../lib/format.ts";
import { usePeople } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import type { Entry } from "./entries.ts";
import css from "./Thread.module.css";

export function NewBar({ fresh, onShow }: { fresh: Entry[]; onShow: () => void }) {
  const { t } = useLingui();
  const people = usePeople().data?.items ?? [];
  const first = fresh[0];
  const inside = first ? people.find((one) => one.address === first.by) : undefined;
  const from: Person =
    inside ??
    (first?.type === "message" ? first.message.from : { address: first?.by ?? "?", name: "" });
  const name = called(from);
  const count = fresh.length;
  const onlyNotes = fresh.every((entry) => entry.type === "note");
  return (
    <div className={css.newBar} role="status">
      <Avatar person={from} size={20} solid={inside !== undefined} />
      <span className={css.newText}>
        <strong>
          {onlyNotes ? (
            <Plural value={count} one="# new note" other="# new notes" />
          ) : (
            <Plural value={count} one="# new mail" other="# new" />
          )}
        </strong>{" "}
        <Trans>since you opened, from {name}</Trans>
      </span>
      <button type="button" className={css.show} onClick={onShow}>
        {t`Show`}
        <IconArrowDown size={16} stroke={1.75} />
      </button>
    </div>
  );
}
