/** Answers and new mails: the draft on the server, sending, taking back, what crosses. */
import { t } from "@lingui/core/macro";
import { api, part, Problem, type Acted } from "../api/client.ts";
import type { Attachment, Crossing, Detail, Draft, Message, Person, Sent } from "../api/types.ts";
import { makeStore } from "../lib/store.ts";
import { toast } from "../ui/toast.ts";
import { cache, keys } from "./cache.ts";
import { recount, refresh } from "./live.ts";
import { failed } from "./actions.ts";
import { done, type Entry } from "./undoing.ts";

/** What the composer writes; attachments are ids of uploads. */
export interface Written {
  html: string;
  text: string;
  to: Person[];
  cc: Person[];
  bcc: Person[];
  subject: string;
  attachments: string[];
  identity?: string | undefined;
}

export interface Reply extends Written {
  seen_up_to: number;
  draft?: string | undefined;
  /** The version of the draft as it was seen last. */
  draft_version?: number | undefined;
  close?: boolean;
  force?: boolean;
  not_before?: string;
}

/** A draft that came back (undo, or "edit mine"): the composer of that conversation takes it up. */
export const returned = makeStore<Draft | null>(null);

/** `moved`: a shared draft that somebody else has gone on with. */
export type Outcome = { sent: Sent } | { crossing: Crossing } | { moved: Draft } | { failed: true };

/** A mail that is handed on: from whom to whom is in `Written`. */
export interface Forward extends Written {
  message: string;
  original_attachments: boolean;
  draft?: string | undefined;
  not_before?: string;
}

export async function forward(conversation: string, written: Forward): Promise<Outcome> {
  const body: Partial<Forward> = { ...written };
  delete body.subject; // the server writes "Fwd: …"
  return settled(conversation, written.not_before, () =>
    api.acting<Sent>("POST", `/conversations/${part(conversation)}/forwards`, body),
  );
}

export async function reply(conversation: string, written: Reply): Promise<Outcome> {
  const body: Partial<Reply> = { ...written };
  delete body.subject; // an answer keeps the subject
  return settled(conversation, written.not_before, () =>
    api.acting<Sent>("POST", `/conversations/${part(conversation)}/replies`, body),
  );
}

async function settled(
  conversation: string,
  scheduled: string | undefined,
  send: () => Promise<Acted<Sent>>,
): Promise<Outcome> {
  try {
    const { answer: sent, act } = await send();
    if (act) keepTaken([conversation], act, sent.message.sending?.id);
    cache.setQueryData<Detail>(
      keys.conversation(conversation),
      (now) => now && withMessage(now, sent.message),
    );
    refresh(conversation);
    sayHowToUndo(sent, scheduled);
    return { sent };
  } catch (error) {
    const problem = error as Problem;
    if (problem.code === "crossing") return { crossing: problem.body as unknown as Crossing };
    const moved = movedTo(problem);
    if (moved) return { moved };
    failed(problem, t`Your text is kept as a draft.`);
    return { failed: true };
  }
}

/** By send: what its answer made mine. */
const taken = new Map<string, Entry>();

/** What nobody had is mine now that I have answered; said in the thread, and taken back by `z`. */
function keepTaken(ids: string[], act: string, send: string | undefined): void {
  const acts = Promise.resolve([act]);
  const entry: Entry = { ids, said: t`You have it now.`, before: null, after: null, acts };
  done.push(entry);
  if (send) taken.set(send, entry);
}

/** The draft as somebody else has left it, when that is why we were refused. */
export function movedTo(problem: unknown): Draft | null {
  if (!(problem instanceof Problem) || problem.code !== "draft-moved") return null;
  return problem.body["draft"] as Draft;
}

export async function sendNew(
  address: string,
  written: Written & { draft?: string | undefined; not_before?: string },
): Promise<Detail | null> {
  try {
    const body = { ...written, address_id: address };
    const made = await api.post<Detail>("/conversations", body);
    cache.setQueryData<Detail>(keys.conversation(made.id), made);
    refresh(made.id);
    const message = made.messages.at(-1);
    if (message?.sending)
      sayHowToUndo({ message, undo_until: message.sending.not_before }, written.not_before);
    return made;
  } catch (problem) {
    failed(problem as Problem, t`Your text is kept as a draft.`);
    return null;
  }
}

function sayHowToUndo({ message, undo_until }: Sent, scheduled: string | undefined): void {
  const send = message.sending?.id;
  if (!send || scheduled) {
    toast({ text: scheduled ? t`Goes out later.` : t`Sent.` });
    return;
  }
  toast({
    text: t`Sent.`,
    until: Date.parse(undo_until),
    counting: true,
    action: { label: t`Undo`, run: () => void takeBack(send) },
  });
}

/** Undo within the window, or unschedule: the text returns to the composer. */
export async function takeBack(send: string): Promise<void> {
  try {
    const draft = await api.post<Draft>(`/sends/${part(send)}/cancel`);
    const entry = taken.get(send);
    if (entry) done.forget(entry); // it went back with the answer
    returned.set(draft);
    if (draft.conversation) refresh(draft.conversation);
    toast({ text: t`Not sent. Your text is back.` });
  } catch (problem) {
    failed(problem as Problem, "");
  }
}

export async function keepDraft(
  id: string | undefined,
  draft: Partial<Written> & {
    conversation: string | null;
    address_id: string;
    kind: Draft["kind"];
    seen_up_to: number;
    version?: number | undefined;
    forwards?: string | null | undefined;
  },
): Promise<Draft> {
  const made = id
    ? await api.put<Draft>(`/drafts/${part(id)}`, draft)
    : await api.post<Draft>("/drafts", draft);
  if (!id) recount();
  return made;
}

export async function discardDraft(id: string): Promise<void> {
  await api.del(`/drafts/${part(id)}`).catch(() => undefined); // gone already is gone
  void cache.invalidateQueries({ queryKey: keys.drafts });
  recount();
}

export const upload = (file: File) => api.upload<Attachment>(file);

/** Pure: the conversation with a message that is surely there. */
export function withMessage(now: Detail, message: Message): Detail {
  if (now.messages.some((one) => one.id === message.id)) return now;
  const seen = Math.max(now.seen_up_to, message.number);
  return { ...now, messages: [...now.messages, message], seen_up_to: seen, read_up_to: seen };
}
