/** The fixed types of state in words, and moving a status among the others. Pure. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { State, Status } from "../../api/types.ts";

/** The types that may have names of your own. */
export const TYPES = ["new", "open", "waiting", "snoozed", "closed"] as const;

export const TYPE_WORDS: Partial<
  Record<State, { name: MessageDescriptor; means: MessageDescriptor }>
> = {
  new: { name: msg`New`, means: msg`to do, nobody has looked after it yet` },
  open: { name: msg`Open`, means: msg`to do` },
  waiting: { name: msg`Waiting`, means: msg`for an answer from outside` },
  snoozed: { name: msg`Later`, means: msg`put aside until a time` },
  closed: { name: msg({ message: "Closed", context: "type" }), means: msg`done` },
};

/** The new positions after moving one by a step; only those that change. */
export function inOrder(
  all: readonly Status[],
  id: string,
  by: 1 | -1,
): { id: string; position: number }[] {
  const at = all.findIndex((one) => one.id === id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= all.length) return [];
  const order = [...all];
  order.splice(to, 0, ...order.splice(at, 1));
  return order.flatMap((one, position) =>
    one.position === position ? [] : [{ id: one.id, position }],
  );
}
