/** The acts on the blocks of one draft, with a way back for what was removed. */
import { useMemo, useRef, useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { toast } from "../../../ui/toast.ts";
import {
  blocksOf,
  changed,
  doubled,
  flat,
  inserted,
  made,
  moved,
  placed,
  removed,
  type Block,
} from "./blocks.ts";
import type { EditorActs } from "./page.ts";
import type { Pen } from "./pens.ts";
import type { Saver } from "./Saver.ts";

const newId = (): string => crypto.randomUUID().slice(0, 8);

export function useActsOf(saver: Saver, list: string) {
  const { t } = useLingui();
  const [chosen, choose] = useState("");
  const [dragged, drag] = useState("");
  const pen = useRef<Pen | null>(null);
  const acts = useMemo<EditorActs>(() => {
    const edit = (change: (blocks: Block[]) => Block[]) =>
      saver.change(({ content }) => ({ content: { blocks: change(blocksOf(content)) } }));
    const now = () => saver.store.get().draft.content;
    return {
      list,
      chosen,
      choose,
      dragged,
      drag,
      hold: (next) => (pen.current = next),
      change: (id, part) => edit((blocks) => changed(blocks, id, part)),
      add: (kind, to) => {
        const block = made(kind, newId);
        edit((blocks) => inserted(blocks, block, to));
        setTimeout(() => choose(block.id)); // the menu gives the focus back first
      },
      begin: (kinds) => {
        const blocks = kinds.map((kind) => made(kind, newId));
        edit(() => blocks);
        const first = blocks.find((block) => block.type !== "image") ?? blocks[0];
        if (first) choose(first.id);
      },
      remove: (id) => {
        const before = now();
        edit((blocks) => removed(blocks, id));
        toast({
          text: t`The block is gone.`,
          action: { label: t`Undo`, run: () => saver.change({ content: before }) },
        });
      },
      double: (id) => {
        const known = new Set(flat(blocksOf(now())).map((block) => block.id));
        edit((blocks) => doubled(blocks, id, newId));
        const twin = flat(blocksOf(now())).find((block) => !known.has(block.id));
        if (twin) choose(twin.id);
      },
      move: (id, by) => edit((blocks) => moved(blocks, id, by)),
      place: (id, to) => {
        drag("");
        edit((blocks) => placed(blocks, id, to) ?? blocks);
      },
    };
  }, [saver, list, chosen, dragged, t]);
  return { acts, pen };
}
