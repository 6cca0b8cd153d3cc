/** All commands. Pages that are loaded later add theirs with `addCommands`. */
import { makeStore } from "../lib/store.ts";
import type { Command } from "./command.ts";
import { archive } from "./archive.ts";
import { close } from "./close.ts";
import { closeAndNext, closeAndPrevious } from "./closeAndGo.ts";
import { due } from "./due.ts";
import { follow } from "./follow.ts";
import { forward } from "./forward.ts";
import { give } from "./give.ts";
import { goTo } from "./goTo.ts";
import { guests } from "./guests.ts";
import { help } from "./help.ts";
import { label } from "./label.ts";
import { later } from "./later.ts";
import { leave } from "./leave.ts";
import { link } from "./link.ts";
import { addressSettings } from "./addressSettings.ts";
import { manage } from "./manage/places.ts";
import { merge } from "./merge.ts";
import { move } from "./move.ts";
import { newMail } from "./newMail.ts";
import { note } from "./note.ts";
import { palette } from "./palette.ts";
import { priority } from "./priority.ts";
import { readers } from "./readers.ts";
import { redo } from "./redo.ts";
import { reopen } from "./reopen.ts";
import { reply } from "./reply.ts";
import { replyAll } from "./replyAll.ts";
import { search } from "./search.ts";
import { extendDown, extendUp, select, selectNothing, selectShown } from "./select.ts";
import { settings } from "./settings.ts";
import { spam } from "./spam.ts";
import { split } from "./split.ts";
import { star } from "./star.ts";
import { status } from "./status.ts";
import { takeIt } from "./takeIt.ts";
import { task } from "./task.ts";
import { trash } from "./trash.ts";
import { undo } from "./undo.ts";
import { unread } from "./unread.ts";
import { back, next, openIt, previous } from "./walk.ts";

export const commands = makeStore<readonly Command[]>([
  close,
  reopen,
  later,
  takeIt,
  give,
  label,
  priority,
  due,
  status,
  star,
  follow,
  archive,
  move,
  spam,
  trash,
  undo,
  redo,
  readers,
  merge,
  split,
  link,
  guests,
  unread,
  closeAndNext,
  closeAndPrevious,
  reply,
  replyAll,
  forward,
  note,
  task,
  newMail,
  next,
  previous,
  openIt,
  back,
  select,
  extendDown,
  extendUp,
  selectShown,
  selectNothing,
  ...goTo,
  search,
  palette,
  help,
  settings,
  addressSettings,
  ...manage,
  leave,
]);

/** Adds commands once; a second time changes nothing. */
export function addCommands(more: readonly Command[]): void {
  commands.set((now) => [...now, ...more.filter(({ id }) => !now.some((one) => one.id === id))]);
}
