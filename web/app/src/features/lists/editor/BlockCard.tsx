/** One block: what is written in it, and the handle by which it is moved, doubled, removed. */
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconGripVertical,
  IconTrash,
} from "@tabler/icons-react";
import { cx } from "../../../lib/cx.ts";
import { IconButton } from "../../../ui/Button.tsx";
import type { Block } from "./blocks.ts";
import { KIND } from "./kinds.ts";
import { useActs } from "./page.ts";
import css from "./editor.module.css";

interface Props {
  block: Block;
  first: boolean;
  last: boolean;
}

export function BlockCard({ block, first, last, children }: Props & { children: ReactNode }) {
  const { i18n } = useLingui();
  const { chosen, choose, dragged } = useActs();
  const card = useRef<HTMLElement>(null);
  const { name, Icon } = KIND[block.type];
  const here = chosen === block.id;
  useEffect(() => {
    if (here && !card.current?.contains(document.activeElement)) {
      card.current?.scrollIntoView({ block: "nearest" });
      card.current?.querySelector<HTMLElement>("[contenteditable=true], input, textarea")?.focus();
    }
  }, [here]);
  return (
    <section
      ref={card}
      id={`block-${block.id}`}
      className={cx(css.card, here && css.chosen, dragged === block.id && css.dragged)}
      aria-label={i18n._(name)}
      onFocusCapture={(event) => {
        const inner = (event.target as HTMLElement).closest("section");
        if (inner === card.current) choose(block.id);
      }}
    >
      <header className={css.cardHead}>
        <Icon size={16} stroke={1.5} aria-hidden />
        <span>{i18n._(name)}</span>
        <Handles block={block} first={first} last={last} />
      </header>
      {children}
    </section>
  );
}

function Handles({ block, first, last }: Props) {
  const { t, i18n } = useLingui();
  const { move, remove, double, drag } = useActs();
  const kind = i18n._(KIND[block.type].name);
  const keys = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!by) return;
    event.preventDefault();
    move(block.id, by);
  };
  return (
    <span className={css.handles}>
      <IconButton label={t`Up: ${kind}`} disabled={first} onClick={() => move(block.id, -1)}>
        <IconArrowUp size={16} stroke={1.75} />
      </IconButton>
      <IconButton label={t`Down: ${kind}`} disabled={last} onClick={() => move(block.id, 1)}>
        <IconArrowDown size={16} stroke={1.75} />
      </IconButton>
      <IconButton label={t`Double: ${kind}`} onClick={() => double(block.id)}>
        <IconCopy size={16} stroke={1.5} />
      </IconButton>
      <IconButton label={t`Remove: ${kind}`} onClick={() => remove(block.id)}>
        <IconTrash size={16} stroke={1.5} />
      </IconButton>
      <button
        type="button"
        className={css.grip}
        draggable
        aria-label={t`Move: ${kind}. Arrow keys, or drag.`}
        onKeyDown={keys}
        onDragStart={(event) => {
          event.stopPropagation();
          event.dataTransfer.effectAllowed = "move";
          event.dataTransfer.setData("text/plain", block.id); // Firefox drags nothing else
          requestAnimationFrame(() => drag(block.id)); // the picture of it is taken before
        }}
        onDragEnd={() => drag("")}
      >
        <IconGripVertical size={16} stroke={1.5} aria-hidden />
      </button>
    </span>
  );
}
