/** A list of which only the visible part is in the page; the next page comes before the end. */
import { useEffect, useRef, type ReactNode } from "react";
import { useVirtualizer } from "@tanstack/react-virtual";
import css from "./VirtualList.module.css";

interface Props<T> {
  items: readonly T[];
  height: number;
  row: (item: T) => ReactNode;
  /** This one is kept in sight. */
  show?: string | undefined;
  more?: (() => void) | undefined;
  loading?: boolean;
  label: string;
}

export function VirtualList<T extends { id: string }>(props: Props<T>) {
  const { items, height, row, show, more, loading, label } = props;
  const box = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 8,
  });
  const visible = list.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && !loading && last >= items.length - 15) more();
  }, [last, items.length, more, loading]);
  const index = show ? items.findIndex((item) => item.id === show) : -1;
  useEffect(() => {
    if (index < 0 || inSight(index * height, height, list)) return; // to ask the page costs a layout
    list.scrollToIndex(index, { align: "auto" });
    // only when another one is to be shown, not when rows move around it
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [show]);
  return (
    <div ref={box} className={css.box}>
      <ul className={css.list} style={{ height: list.getTotalSize() }} aria-label={label}>
        {visible.map((one) => {
          const item = items[one.index];
          return (
            item && (
              <li
                key={one.key}
                className={css.item}
                style={{ transform: `translateY(${String(one.start)}px)`, height }}
                aria-setsize={more ? -1 : items.length}
                aria-posinset={one.index + 1}
              >
                {row(item)}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

/** By what is known of the box, without asking it. */
function inSight(
  top: number,
  height: number,
  list: { scrollOffset: number | null; scrollRect: { height: number } | null },
): boolean {
  const from = list.scrollOffset ?? 0;
  const room = list.scrollRect?.height ?? 0;
  return top >= from && top + height <= from + room;
}
