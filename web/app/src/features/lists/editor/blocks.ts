/** The blocks of a campaign: made, found, changed, moved, doubled, removed. Pure. */
export const KINDS = [
  "heading",
  "text",
  "image",
  "button",
  "divider",
  "spacer",
  "columns",
] as const;
export type Kind = (typeof KINDS)[number];
export type Align = "left" | "center" | "right";

/** One piece of a page; only the fields of its kind are set. */
export interface Block {
  id: string;
  type: Kind;
  text?: string;
  html?: string;
  level?: number;
  src?: string;
  alt?: string;
  href?: string;
  /** Pixels; 0 = as wide as there is room. */
  width?: number;
  height?: number;
  align?: Align;
  columns?: Block[][];
}

/** Blocks, or else MJML. */
export interface Content {
  blocks?: Block[];
  mjml?: string;
}

/** Where a block stands: at `index` of the page (`column` null), or of a column of block `of`. */
export interface Place {
  of: string | null;
  column: number;
  index: number;
}

export const isMjml = (content: Content): boolean => content.mjml !== undefined;
export const blocksOf = (content: Content): Block[] => content.blocks ?? [];

/** A new block of a kind, empty. */
export function made(type: Kind, newId: () => string): Block {
  const block: Block = { id: newId(), type };
  switch (type) {
    case "heading":
      return { ...block, text: "", level: 1, align: "left" };
    case "text":
      return { ...block, html: "", align: "left" };
    case "image":
      return { ...block, src: "", alt: "", href: "", width: 0, align: "center" };
    case "button":
      return { ...block, text: "", href: "", align: "left" };
    case "spacer":
      return { ...block, height: 24 };
    case "columns":
      return { ...block, columns: [[made("text", newId)], [made("text", newId)]] };
    case "divider":
      return block;
  }
}

/** All blocks, those in columns too, in reading order. */
export function flat(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => [block, ...(block.columns ?? []).flatMap(flat)]);
}

export function changed(blocks: readonly Block[], id: string, part: Partial<Block>): Block[] {
  return mapped(blocks, (block) => (block.id === id ? { ...block, ...part } : block));
}

export function removed(blocks: readonly Block[], id: string): Block[] {
  return blocks
    .filter((block) => block.id !== id)
    .map((block) =>
      block.columns
        ? { ...block, columns: block.columns.map((column) => removed(column, id)) }
        : block,
    );
}

/** The same once more, right behind, with ids of its own. */
export function doubled(blocks: readonly Block[], id: string, newId: () => string): Block[] {
  return inList(blocks, id, (list, at) => {
    const block = list[at];
    return block ? [...list.slice(0, at + 1), copied(block, newId), ...list.slice(at + 1)] : list;
  });
}

/** One step up (-1) or down (1) among its neighbours; at an end it stays. */
export function moved(blocks: readonly Block[], id: string, by: -1 | 1): Block[] {
  return inList(blocks, id, (list, at) => {
    const to = at + by;
    if (to < 0 || to >= list.length) return list;
    const next = [...list];
    [next[at], next[to]] = [next[to] as Block, next[at] as Block];
    return next;
  });
}

/** Puts a block in front of what now stands at a place; null: it cannot stand there. */
export function placed(blocks: readonly Block[], id: string, to: Place): Block[] | null {
  const block = flat(blocks).find((one) => one.id === id);
  if (!block) return null;
  if (to.of !== null && block.type === "columns") return null; // columns hold no columns
  const before = where(blocks, id);
  const same = before?.of === to.of && before.column === to.column;
  const index = same && before.index < to.index ? to.index - 1 : to.index;
  return inserted(removed(blocks, id), block, { ...to, index });
}

export function inserted(blocks: readonly Block[], block: Block, to: Place): Block[] {
  const into = (list: readonly Block[]) => [
    ...list.slice(0, to.index),
    block,
    ...list.slice(to.index),
  ];
  if (to.of === null) return into(blocks);
  return blocks.map((one) =>
    one.id === to.of && one.columns
      ? { ...one, columns: one.columns.map((list, n) => (n === to.column ? into(list) : list)) }
      : one,
  );
}

export function where(blocks: readonly Block[], id: string): Place | null {
  const index = blocks.findIndex((block) => block.id === id);
  if (index >= 0) return { of: null, column: 0, index };
  for (const block of blocks)
    for (const [column, list] of (block.columns ?? []).entries()) {
      const at = list.findIndex((one) => one.id === id);
      if (at >= 0) return { of: block.id, column, index: at };
    }
  return null;
}

/** Two columns or three; what stood in the third goes to the second. */
export function withColumns(block: Block, number: 2 | 3): Block {
  const [first = [], second = [], third = []] = block.columns ?? [];
  return {
    ...block,
    columns: number === 3 ? [first, second, third] : [first, [...second, ...third]],
  };
}

function copied(block: Block, newId: () => string): Block {
  return {
    ...block,
    id: newId(),
    ...(block.columns
      ? { columns: block.columns.map((column) => column.map((one) => copied(one, newId))) }
      : {}),
  };
}

function mapped(blocks: readonly Block[], change: (block: Block) => Block): Block[] {
  return blocks.map((block) => {
    const next = change(block);
    return next.columns
      ? { ...next, columns: next.columns.map((column) => mapped(column, change)) }
      : next;
  });
}

function inList(
  blocks: readonly Block[],
  id: string,
  act: (list: readonly Block[], at: number) => readonly Block[],
): Block[] {
  const at = blocks.findIndex((block) => block.id === id);
  if (at >= 0) return [...act(blocks, at)];
  return blocks.map((block) =>
    block.columns
      ? { ...block, columns: block.columns.map((column) => inList(column, id, act)) }
      : block,
  );
}
