/** What two texts share: runs of three or more equal words. No guessing at meaning. Pure. */
export interface Piece {
  text: string;
  both: boolean;
}

const RUN = 3; // words
const MOST = 3000; // words; beyond, nothing is compared and all counts as different

export function compare(one: string, other: string): [Piece[], Piece[]] {
  const a = words(one);
  const b = words(other);
  if (a.length > MOST || b.length > MOST)
    return [[{ text: one, both: false }], [{ text: other, both: false }]];
  const inA = new Set<number>();
  const inB = new Set<number>();
  for (const run of runs(matches(a, b)))
    for (const [i, j] of run) {
      inA.add(i);
      inB.add(j);
    }
  return [pieces(one, inA), pieces(other, inB)];
}

const WORD = /\S+/g;

function words(text: string): string[] {
  return [...text.matchAll(WORD)].map(([word]) => word.replace(/[.,;:!?]+$/, "").toLowerCase());
}

/** The longest common subsequence as pairs of indices. */
function matches(a: string[], b: string[]): [number, number][] {
  const width = b.length + 1;
  const best = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      best[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

function runs(pairs: [number, number][]): [number, number][][] {
  const found: [number, number][][] = [];
  for (const [i, j] of pairs) {
    const run = found.at(-1);
    const last = run?.at(-1);
    if (run && last && last[0] === i - 1 && last[1] === j - 1) run.push([i, j]);
    else found.push([[i, j]]);
  }
  return found.filter((run) => run.length >= RUN);
}

/** The text cut where "both" begins and ends; blanks go with the word before. */
function pieces(text: string, both: Set<number>): Piece[] {
  const out: Piece[] = [];
  let from = 0;
  for (const [n, word] of [...text.matchAll(WORD)].entries()) {
    const end = word.index + word[0].length;
    const last = out.at(-1);
    const shared = both.has(n);
    if (last && last.both === shared) last.text += text.slice(from, end);
    else out.push({ text: text.slice(from, end), both: shared });
    from = end;
  }
  return out;
}
