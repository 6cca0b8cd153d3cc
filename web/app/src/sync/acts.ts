/** What people do to one or many conversations: shown at once, sent in one go, and kept for undoing. */
import { t } from "@lingui/core/macro";
import { api, part, Problem } from "../api/client.ts";
import type { Act, Detail, Do, Row, Undone } from "../api/types.ts";
import { dismiss, toast } from "../ui/toast.ts";
import { failed, put, putAll } from "./actions.ts";
import { predict, type Known } from "./apply.ts";
import {
  cache,
  cachedAddresses,
  cachedDetail,
  cachedMe,
  cachedRows,
  cachedTeams,
  keys,
  stopAsking,
} from "./cache.ts";
import { hold, release, soleHolder } from "./holding.ts";
import { refresh, settle } from "./live.ts";
import { done, undone, type Entry, type Snapshot, type Ways } from "./undoing.ts";
import { notDone, said, stayed } from "./said.ts";

const AT_ONCE = 1000; // conversations that one request may name

export type Was = Partial<Pick<Row, "state" | "assignee" | "team" | "priority">>;
interface Options {
  /** What we believed: whoever was quicker is not overruled. */
  was?: Was | undefined;
  /** No toast: it is seen where it was done. `z` takes it back all the same. */
  quiet?: boolean;
}

/** Does it; null when all of it was refused. */
export async function act(
  ids: readonly string[],
  does: Do,
  { was, quiet = false }: Options = {},
): Promise<Act | null> {
  if (!ids.length) return null;
  const { before, after } = foresee(ids, does);
  hold(ids);
  let settled: (acts: string[]) => void = () => undefined;
  const entry: Entry = {
    ids: [...ids],
    said: said(does, ids.length),
    before,
    after,
    acts: new Promise((resolve) => (settled = resolve)),
  };
  done.push(entry);
  let shown = quiet ? undefined : offerUndo(entry);
  try {
    const answer = await send(ids, does, was);
    settled(answer.acts);
    settle(
      [],
      answer.rows.filter((row) => soleHolder(row.id)),
    );
    if (answer.refused.length) {
      takeBack(
        entry,
        answer.refused.map((one) => one.id),
      );
      if (shown) dismiss(shown);
      shown = undefined;
      tell(notDone(does, answer.refused), answer.changed.length ? entry : null);
    }
    if (!answer.acts.length) done.forget(entry);
    return answer.changed.length || !answer.refused.length ? answer : null;
  } catch (error) {
    settled([]);
    done.forget(entry);
    takeBack(entry, ids);
    if (shown) dismiss(shown);
    refused(error as Problem, does);
    return null;
  } finally {
    release(ids);
    for (const id of ids) refresh(id);
  }
}

/** Takes back what was done last, here or before a reload. */
export async function undoLast(): Promise<void> {
  const entry = done.pop();
  if (entry) await back(entry);
  else toast({ text: t`There is nothing to undo.`, seconds: 3 });
}

export async function redoLast(): Promise<void> {
  if (underWay) await turn; // what is being undone is the next to be done again
  const entry = undone.pop();
  if (entry) await back(entry, true);
  else toast({ text: t`There is nothing to do again.`, seconds: 3 });
}

/** Undoes an act by its id, also one from elsewhere (a line of the thread). */
export async function undoAct(id: string, conversation: string): Promise<void> {
  await back({
    ids: [conversation],
    said: "",
    before: null,
    after: null,
    acts: Promise.resolve([id]),
  });
}

/** Goes the opposite way; the way forth again is then the opposite of that. */
async function backBy(entry: Entry, { back: way, again: forth }: Ways, again: boolean) {
  await way();
  if (!forth) return void (last = toast({ text: t`Undone: ${entry.said}`, replaces: last }));
  const next: Entry = { ...entry, ways: { back: forth, again: way } };
  (again ? done : undone).push(next, again);
  if (again) return void offerUndo(next);
  last = toast({
    text: t`Undone: ${entry.said}`,
    replaces: last,
    action: { label: t`Do it again`, keys: "Shift+Z", run: () => void back(next, true) },
  });
}

/** The last that is on its way back: what was done before it waits for it. */
let turn: Promise<void> = Promise.resolve();
let underWay = 0;

/** Undoing is an act as well: it can be undone, which is doing it again. It shows at once; the
 * server hears of one after the other, or an earlier act would look as if somebody had gone on. */
function back(entry: Entry, again = false): Promise<void> {
  done.forget(entry);
  undone.forget(entry);
  if (entry.before) putBack(entry.before);
  hold(entry.ids);
  const mine = turn.then(() => backOnServer(entry, again));
  underWay += 1;
  turn = mine.catch(() => undefined).then(() => void (underWay -= 1)); // whatever came of it
  return mine;
}

/** What is refused is said, and shown as it was. */
async function backOnServer(entry: Entry, again: boolean): Promise<void> {
  try {
    if (entry.ways) return await backBy(entry, entry.ways, again);
    const answers: Undone[] = [];
    for (const id of (await entry.acts).toReversed())
      answers.push(await api.post<Undone>(`/acts/${part(id)}/undo`));
    if (!answers.length) return;
    const next: Entry = {
      ids: entry.ids,
      said: entry.said,
      before: entry.after ?? null,
      after: entry.before,
      acts: Promise.resolve(answers.map((one) => one.act)),
    };
    (again ? done : undone).push(next, again);
    const kept = answers.flatMap((one) => one.kept);
    if (kept.length) return tell(stayed(kept, entry.ids.length), null);
    if (again) return void offerUndo(next);
    last = toast({
      text: entry.said ? t`Undone: ${entry.said}` : t`Undone.`,
      replaces: last,
      action: { label: t`Do it again`, keys: "Shift+Z", run: () => void back(next, true) },
    });
  } catch (error) {
    if (entry.after) putBack(entry.after);
    failed(error as Problem, t`It stays as it is.`);
  } finally {
    release(entry.ids);
    for (const id of entry.ids) refresh(id);
  }
}

interface Sent extends Act {
  acts: string[];
}

async function send(ids: readonly string[], does: Do, was: Was | undefined): Promise<Sent> {
  const whole: Sent = { act: null, acts: [], changed: [], unchanged: 0, refused: [], rows: [] };
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const one = await api.post<Act>("/acts", {
      conversations: ids.slice(from, from + AT_ONCE),
      do: does,
      ...(was ? { was } : {}),
    });
    if (one.act) whole.acts.push(one.act);
    whole.act = one.act ?? whole.act;
    whole.changed.push(...one.changed);
    whole.unchanged += one.unchanged;
    whole.refused.push(...one.refused);
    whole.rows.push(...one.rows);
  }
  return whole;
}

export function snapshot(ids: readonly string[]): Snapshot {
  return {
    rows: [...cachedRows(new Set(ids)).values()],
    details: ids.flatMap((id) => cachedDetail(id) ?? []),
  };
}

/** Predicts in every list and open conversation; the answer is how it was, and is now. */
function foresee(ids: readonly string[], change: Do): { before: Snapshot; after: Snapshot } {
  const before = snapshot(ids);
  const known = whatWeKnow();
  const after: Snapshot = {
    rows: before.rows.map((row) => predict(row, change, known)),
    details: before.details.map((detail) => predict(detail, change, known)),
  };
  putAll(after.rows);
  for (const detail of after.details) {
    const key = keys.conversation(detail.id);
    stopAsking(detail.id);
    cache.setQueryData<Detail>(key, detail);
  }
  return { before, after };
}

function putBack({ rows, details }: Snapshot): void {
  putAll(rows);
  for (const detail of details)
    cache.setQueryData<Detail>(keys.conversation(detail.id), (now) => ({
      ...detail,
      ...(now ? { messages: now.messages, notes: now.notes, events: now.events } : {}),
    }));
}

function takeBack({ before }: Entry, ids: readonly string[]): void {
  if (!before) return;
  const some = new Set(ids);
  putBack({
    rows: before.rows.filter((one) => some.has(one.id)),
    details: before.details.filter((one) => some.has(one.id)),
  });
}

function whatWeKnow(): Known {
  return {
    me: cachedMe()?.address ?? "",
    addresses: cachedAddresses(),
    teams: cachedTeams(),
  };
}

function refused(problem: Problem, does: Do): void {
  if (problem.code !== "moved-on") return failed(problem, t`All is as it was.`);
  const row = problem.body["row"] as Row | undefined;
  if (row) put(row);
  const by = problem.body["by"] as string | undefined;
  tell(notDone(does, [{ code: "moved-on", ...(by ? { by } : {}) }]), null);
}

let last: number | undefined;

export function offerUndo(entry: Entry): number {
  last = toast({
    text: entry.said,
    replaces: last,
    action: { label: t`Undo`, keys: "z", run: () => void back(entry) },
  });
  return last;
}

function tell(text: string, entry: Entry | null): void {
  toast({
    text,
    tone: "danger",
    seconds: 10,
    ...(entry ? { action: { label: t`Undo`, run: () => void back(entry) } } : {}),
  });
}
