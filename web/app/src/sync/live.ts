/** What arrives by the stream brings the cache up to date: rows in batches, open conversations whole. */
import { afterPaint } from "../lib/afterPaint.ts";
import { api } from "../api/client.ts";
import type { Page, Row } from "../api/types.ts";
import { belongs, dropAll, emptied, isTwin, placeAll } from "./apply.ts";
import { cache, cachedLists, cachedMe, keys, type RowPages } from "./cache.ts";
import { held, heldBy } from "./held.ts";
import { isHeld } from "./holding.ts";
import { paced } from "./paced.ts";
import { doing, online, presence, said, withPeople } from "./presence.ts";
import { Stream, type Frame, type Socket } from "./stream.ts";

/** What is asked again after changes of these kinds. */
const TOUCHED: [RegExp, string][] = [
  [/^task/, "tasks"],
  [/^team/, "teams"],
  [/^token/, "tokens"],
  [/^status/, "statuses"],
  [/^views\./, "saved-views"],
  [/^(saved|repl)/, "saved-replies"],
  [/^(contact|note)/, "contact"],
  [/^label/, "labels"],
  [/^(subscribers|import)\./, "subscribers"],
  [/^import\./, "imports"],
  [/^(subscribers|import|attributes|segments)\./, "segments"],
  [/^attributes\./, "attributes"],
  [/^list\./, "list-settings"],
  [/^campaign\./, "campaigns"],
  [/^(delivery|send|mailing|campaign|subscribers)\./, "mailings"],
  [/^(state|list)\./, "held"],
  [/^intake\./, "intake"],
  [/^delivery\./, "outbox"],
];
const MOST = 200; // rows in one answer
const BEAT = 15_000; // the server forgets us after 30 s
const waiting = new Set<string>();
let fresh = true; // until the line has spoken
let timer: ReturnType<typeof setTimeout> | undefined;
let counting: ReturnType<typeof setTimeout> | undefined;
let forgetting: ReturnType<typeof setTimeout> | undefined;

/** Connects; the answer disconnects. */
export function live(): () => void {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const stream = new Stream(`${scheme}://${location.host}/api/v1/stream`, {
    world: {
      open: (url) => new WebSocket(url) as unknown as Socket,
      later: (run, ms) => setTimeout(run, ms),
      random: Math.random,
    },
    take,
    refused: () => void cache.invalidateQueries({ queryKey: keys.me }), // signed out: leads to the sign-in
    online: (yes) => {
      online.set(yes);
      if (yes) tell();
    },
  });
  fresh = true;
  let last = "";
  const tell = () => {
    const now = said(doing.get(), document.hidden);
    last = JSON.stringify(now);
    stream.send(now);
  };
  const look = () => {
    if (JSON.stringify(said(doing.get(), document.hidden)) !== last) tell(); // not at every key
  };
  const changed = () => void afterPaint(look); // from one to the next is one change
  const unwatch = doing.watch(changed);
  const beat = setInterval(tell, BEAT);
  document.addEventListener("visibilitychange", changed);
  stream.start();
  return () => {
    unwatch();
    clearInterval(beat);
    document.removeEventListener("visibilitychange", changed);
    stream.end();
  };
}

function take(frame: Frame): void {
  switch (frame.type) {
    case "change":
      refreshFor(frame);
      held.set((now) => heldBy(frame, cachedMe()?.address) ?? now);
      if (/^(draft|send)\./.test(frame.kind))
        void cache.invalidateQueries({ queryKey: keys.drafts });
      if (/^(address|grant|mode|subscribers)\./.test(frame.kind)) {
        void cache.invalidateQueries({ queryKey: keys.addresses });
        void cache.invalidateQueries({ queryKey: ["address"] });
      }
      for (const [kinds, key] of TOUCHED)
        if (kinds.test(frame.kind))
          pace(frame, key, () => void cache.invalidateQueries({ queryKey: [key] }));
      return;
    case "presence":
      return presence.set((now) => withPeople(now, frame.conversation, frame.people));
    case "reset":
      return void cache.invalidateQueries();
    case "gone":
      return gone(frame);
    case "hello":
      if (fresh) catchUp();
      fresh = false;
  }
}

/** A mail to many moves often, by its copies and by each click in one: once a second is enough. */
function pace(frame: { kind: string }, key: string, run: () => void): void {
  if (frame.kind.startsWith("delivery.")) paced(key, run);
  else run();
}

function refreshFor({ kind, conversation }: { kind: string; conversation?: string | null }): void {
  if (conversation) pace({ kind }, `row ${conversation}`, () => refresh(conversation));
}

/** What came between the first answers and the first word on this line was told to nobody. */
function catchUp(): void {
  for (const queryKey of [keys.allRows, ["conversation"], keys.views, keys.addresses])
    void cache.invalidateQueries({ queryKey });
}

/** Fetches the row (with others that changed within a moment) and the open conversation. */
export function refresh(conversation: string): void {
  waiting.add(conversation);
  timer ??= setTimeout(() => void flush(), 40);
}

async function flush(): Promise<void> {
  timer = undefined;
  const ids = [...waiting].filter((id) => !isHeld(id)); // the act that holds one asks again
  waiting.clear();
  for (const id of ids) void cache.invalidateQueries({ queryKey: keys.conversation(id) });
  recount();
  for (let from = 0; from < ids.length; from += MOST) await fetchRows(ids.slice(from, from + MOST));
}

async function fetchRows(ids: string[]): Promise<void> {
  try {
    const page = await api.get<Page<Row>>("/conversations", { ids: ids.join(","), limit: MOST });
    const free = ids.filter((id) => !isHeld(id));
    settle(
      free,
      page.items.filter((row) => free.includes(row.id)),
    );
  } catch {
    void cache.invalidateQueries({ queryKey: keys.allRows });
  }
}

/** Rows as the server has them now; an asked row that is missing may no longer be seen. */
export function settle(asked: string[], rows: Row[]): void {
  const me = cachedMe()?.address ?? "";
  const there = new Set(rows.map((row) => row.id));
  const missing = new Set(asked.filter((id) => !there.has(id)));
  for (const [list, data] of cachedLists()) {
    const pages = dropAll(placeAll(data.pages, rows, list, me), missing);
    if (pages !== data.pages) cache.setQueryData<RowPages>(keys.rows(list), { ...data, pages });
    const twin = rows.some(
      (row) => isTwin(row, list) && belongs(row, list, me) !== isIn(row, pages),
    );
    if (twin || emptied(pages)) void cache.invalidateQueries({ queryKey: keys.rows(list) });
  }
}

const isIn = (row: Row, pages: Page<Row>[]) =>
  pages.some((page) => page.items.some((one) => one.id === row.id));

/** Counts of the sidebar; asked for at most twice a second. */
export function recount(): void {
  counting ??= setTimeout(() => {
    counting = undefined;
    void cache.invalidateQueries({ queryKey: keys.views });
    void cache.invalidateQueries({ queryKey: keys.addresses });
    for (const [list] of cachedLists())
      if (/^(mentions|drafts|saved:.*)$/.test(list.view))
        void cache.invalidateQueries({ queryKey: keys.rows(list) });
  }, 500);
}

/** Something may no longer be seen by us. `reset` takes it off the open page at once. */
function gone({ conversation }: { address?: string; conversation?: string }): void {
  if (conversation) {
    void cache.resetQueries({ queryKey: keys.conversation(conversation) });
    settle([conversation], []);
  }
  forgetting ??= setTimeout(forget, 20);
}

/** Search, contacts, tasks and other conversations tell of it as well: nothing of before stays. */
function forget(): void {
  forgetting = undefined;
  cache.removeQueries({ type: "inactive" });
  void cache.invalidateQueries();
}
