/** Moving a view among the others, and what is said of its count. Pure. */
import type { Me, SavedView } from "../../api/types.ts";

/** Who may change a view: its owner; shared ones also administrators. */
export function mayChange(view: SavedView, me: Me | undefined): boolean {
  return view.owner === me?.address || (view.for !== "me" && me?.role === "administrator");
}

/** The new positions after moving one by a step; only those that change. */
export function moved(
  views: readonly SavedView[],
  id: string,
  by: 1 | -1,
): { id: string; position: number }[] {
  const at = views.findIndex((view) => view.id === id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= views.length) return [];
  const order = [...views];
  order.splice(to, 0, ...order.splice(at, 1));
  return order.flatMap((view, position) =>
    view.position === position ? [] : [{ id: view.id, position }],
  );
}

/** "12", "1000+", or nothing where nothing is in it or nobody knows. */
export function counted({ count, more }: Pick<SavedView, "count" | "more">): string {
  if (!count) return "";
  return more ? `${String(count)}+` : String(count);
}
