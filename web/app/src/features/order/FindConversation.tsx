/** Find another conversation: by words, or among those with the same people. */
import { useMemo, useState, type KeyboardEvent } from "react";
import { useLingui } from "@lingui/react/macro";
import { useDebouncedValue } from "@mantine/hooks";
import type { Detail, Row } from "../../api/types.ts";
import { cx } from "../../lib/cx.ts";
import { called, local } from "../../lib/format.ts";
import { useRows, useSearch } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Time } from "../../ui/Time.tsx";
import css from "./order.module.css";

export type Found = Pick<Row, "id" | "subject" | "contact" | "address" | "last_activity_at">;

interface Props {
  /** Never offered. */
  not: readonly string[];
  /** What is near is offered before anything is typed. */
  near: Detail | undefined;
  onTake: (one: Found) => void;
}

export function FindConversation({ not, near, onTake }: Props) {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const [q] = useDebouncedValue(typed.trim(), 150);
  const hits = useSearch(q).data?.pages[0]?.items;
  const rows = useRows({ address: near?.address_id ?? null, view: "all" }).data?.pages[0]?.items;
  const shown = useMemo(
    () =>
      (q ? (hits ?? []) : nearest(rows ?? [], near))
        .filter((one) => !not.includes(one.id))
        .slice(0, 8),
    [q, hits, rows, near, not],
  );
  const keys = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by) setAt((now) => (now + by + shown.length) % Math.max(1, shown.length));
    const one = shown[at];
    if (event.key === "Enter" && one) onTake(one);
    if (by || event.key === "Enter") event.preventDefault();
  };
  return (
    <>
      <input
        className={css.search}
        data-autofocus
        value={typed}
        role="combobox"
        aria-expanded
        aria-controls="found-conversations"
        aria-activedescendant={shown[at] && `found-${shown[at].id}`}
        aria-label={t`Search a conversation`}
        placeholder={t`Search a conversation …`}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={keys}
      />
      <div
        id="found-conversations"
        role="listbox"
        aria-label={t`Conversations`}
        className={css.found}
      >
        {shown.map((one, n) => (
          <button
            key={one.id}
            id={`found-${one.id}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={n === at}
            className={cx(css.one, n === at && css.here)}
            onPointerMove={() => setAt(n)}
            onClick={() => onTake(one)}
          >
            <OneConversation one={one} />
          </button>
        ))}
        {!shown.length && (
          <p className={css.none}>{q ? t`Nothing fits.` : t`Type what it is about.`}</p>
        )}
      </div>
    </>
  );
}

export function OneConversation({ one }: { one: Found }) {
  const { t } = useLingui();
  return (
    <>
      <Avatar person={one.contact} size={28} />
      <span className={css.what}>
        <b>{one.subject || t`(no subject)`}</b>
        <small>
          {called(one.contact)} · {local(one.address)}@
        </small>
      </span>
      <Time at={one.last_activity_at} how="stamp" />
    </>
  );
}

/** Same person first, then the newest. */
function nearest(rows: Row[], near: Detail | undefined): Row[] {
  const same = (one: Row) => Number(one.contact.address === near?.contact.address);
  return [...rows].sort((a, b) => same(b) - same(a));
}
