/** Who takes part, with the role each has in the next answer. Pure. */
import type { Detail, Person } from "../../api/types.ts";
import type { Role } from "../../sync/ordering.ts";

export type Part = Person & { role: Role; stranger: boolean };

/** Everybody with their role in the next answer; who wrote and is not in it stands aside. */
export function partsOf(detail: Pick<Detail, "reply_to" | "reply_cc" | "participants">): Part[] {
  const to = new Set(detail.reply_to.map((one) => one.address.toLowerCase()));
  const cc = new Set(detail.reply_cc.map((one) => one.address.toLowerCase()));
  const known = new Map<string, Part>();
  const all = [
    ...detail.reply_to.map((one) => ({ ...one, stranger: false })),
    ...detail.reply_cc.map((one) => ({ ...one, stranger: false })),
    ...detail.participants,
  ];
  for (const { address, name, stranger } of all) {
    const key = address.toLowerCase();
    const role: Role = to.has(key) ? "to" : cc.has(key) ? "cc" : "aside";
    known.set(key, { address, name: name || (known.get(key)?.name ?? ""), role, stranger });
  }
  return [...known.values()];
}
