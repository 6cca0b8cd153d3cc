/** The outbox in lines: a mail to many is one, with what became of its copies. Pure. */
import type { OutboxRow } from "./types.ts";

export interface Line {
  id: string;
  row: OutboxRow;
  /** How many copies stand where; null for a line of its own. */
  totals: [state: string, count: number][] | null;
  copies: number;
  /** More copies of it come with the next page. */
  cut: boolean;
  /** A copy that is shown below its mail. */
  inner: boolean;
}

/** Rows of one mail follow each other; those of an opened one stand below it. */
export function lines(
  rows: readonly OutboxRow[],
  stateOf: (row: OutboxRow) => string,
  { opened, more }: { opened: ReadonlySet<string>; more: boolean },
): Line[] {
  const mails: OutboxRow[][] = [];
  for (const row of rows) {
    const last = mails.at(-1);
    if (last?.[0] && sameMail(last[0], row)) last.push(row);
    else mails.push([row]);
  }
  return mails.flatMap((copies, n) => {
    const [row] = copies;
    if (!row) return [];
    if (copies.length === 1)
      return [line(row, { totals: null, copies: 1, cut: false, inner: false })];
    const cut = more && n === mails.length - 1;
    const id = `mail ${row.id}`;
    const head: Line = {
      id,
      row,
      totals: counted(copies, stateOf),
      copies: copies.length,
      cut,
      inner: false,
    };
    if (!opened.has(id)) return [head];
    return [
      head,
      ...copies.map((one) => line(one, { totals: null, copies: 1, cut: false, inner: true })),
    ];
  });
}

function line(row: OutboxRow, rest: Omit<Line, "id" | "row">): Line {
  return { id: row.id, row, ...rest };
}

/** Written at the same instant by the same person as the same address, with the same subject. */
function sameMail(a: OutboxRow, b: OutboxRow): boolean {
  return (
    a.created_at === b.created_at &&
    a.address === b.address &&
    a.author === b.author &&
    a.subject === b.subject
  );
}

function counted(rows: readonly OutboxRow[], stateOf: (row: OutboxRow) => string): Line["totals"] {
  const totals = new Map<string, number>();
  for (const row of rows) totals.set(stateOf(row), (totals.get(stateOf(row)) ?? 0) + 1);
  return [...totals].sort((a, b) => b[1] - a[1]);
}
