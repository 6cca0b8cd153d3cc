/** However many subscribers: only those in sight are in the page; the next page comes before the end. */
import { useLingui } from "@lingui/react/macro";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { usePhone } from "../../../lib/usePhone.ts";
import type { Attribute, Subscriber } from "../types.ts";
import { SubscriberRow } from "./SubscriberRow.tsx";
import css from "./subscribers.module.css";

const HEIGHT = 52;
const ON_PHONE = 68;
const AHEAD = 40; // rows before the end

interface Props {
  items: readonly Subscriber[];
  total: number;
  attributes: readonly Attribute[];
  open: string;
  onOpen: (address: string) => void;
  more?: (() => void) | undefined;
  loading: boolean;
}

export function SubscriberTable(props: Props) {
  const { items, total, attributes, open, onOpen, more, loading } = props;
  const { t } = useLingui();
  const height = usePhone() ? ON_PHONE : HEIGHT;
  const box = useRef<HTMLDivElement>(null);
  const [above, setAbove] = useState(0);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- what stands above may change any time
  useLayoutEffect(() => setAbove(offset(box.current)));
  const list = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller(box.current),
    estimateSize: () => height,
    scrollMargin: above,
    overscan: 10,
  });
  useEffect(() => list.measure(), [height, list]);
  const visible = list.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && !loading && last >= items.length - AHEAD) more();
  }, [last, items.length, more, loading]);
  return (
    <div
      ref={box}
      role="table"
      aria-label={t`Subscribers`}
      aria-rowcount={total + 1}
      className={css.table}
    >
      <div role="row" aria-rowindex={1} className={css.heads}>
        <span role="columnheader">{t`Who`}</span>
        <span role="columnheader">{t`What is known`}</span>
        <span role="columnheader">{t`How`}</span>
        <span role="columnheader" className={css.end}>{t`Since`}</span>
      </div>
      <div
        role="rowgroup"
        className={css.rows}
        style={{ height: list.getTotalSize() }}
        onKeyDown={walk}
      >
        {visible.map(({ index, start }) => {
          const one = items[index];
          return (
            one && (
              <SubscriberRow
                key={one.address}
                subscriber={one}
                attributes={attributes}
                place={index + 2}
                style={{ height, transform: `translateY(${String(start - above)}px)` }}
                open={one.address === open}
                onOpen={() => onOpen(one.address)}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

/** How far the table begins below the top of what scrolls. */
function offset(box: HTMLElement | null): number {
  const around = scroller(box);
  if (!box || !around) return 0;
  const top = box.getBoundingClientRect().top - around.getBoundingClientRect().top;
  return Math.round(top + around.scrollTop);
}

/** The part of the page that scrolls. */
function scroller(from: HTMLElement | null): HTMLElement | null {
  for (let one = from?.parentElement; one; one = one.parentElement)
    if (/auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  return null;
}

/** Arrows go from row to row. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (!by) return;
  const place = Number(
    (event.target as HTMLElement).closest("[role=row]")?.getAttribute("aria-rowindex"),
  );
  const next = event.currentTarget.querySelector<HTMLElement>(
    `[aria-rowindex="${String(place + by)}"] button`,
  );
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}
