/** Tasks by when they are due. Pure. */
import { moment, wall } from "../../lib/zone.ts";

export type Group = "over" | "today" | "soon" | "whenever" | "done";

interface Dated {
  due_at: string | null;
  done: boolean;
  position: number;
}

const ORDER: Group[] = ["over", "today", "soon", "whenever", "done"];

export function grouped<T extends Dated>(tasks: readonly T[], now: Date): [Group, T[]][] {
  const groups = new Map<Group, T[]>(ORDER.map((group) => [group, []]));
  const first = (a: T, b: T) =>
    (a.due_at ?? "9").localeCompare(b.due_at ?? "9") || a.position - b.position;
  for (const task of [...tasks].sort(first)) groups.get(groupOf(task, now))?.push(task);
  return [...groups].filter(([, some]) => some.length);
}

function groupOf({ due_at, done }: Dated, now: Date): Group {
  if (done) return "done";
  if (!due_at) return "whenever";
  const due = new Date(due_at);
  if (due < now) return "over";
  const { year, month, day } = wall(now);
  const tomorrow = moment(year, month, day + 1);
  return due < tomorrow ? "today" : "soon";
}
