/** All commands. Pages that are loaded later add theirs with `addCommands`. */
import { makeStore } from "../lib/store.ts";
import type { Command } from "./command.ts";
import { close } from "./close.ts";
import { closeAndNext, closeAndPrevious } from "./closeAndGo.ts";
import { give } from "./give.ts";
import { goTo } from "./goTo.ts";
import { help } from "./help.ts";
import { label } from "./label.ts";
import { later } from "./later.ts";
import { leave } from "./leave.ts";
import { addressSettings } from "./manage/addressSettings.ts";
import { manage } from "./manage/places.ts";
import { newMail } from "./newMail.ts";
import { note } from "./note.ts";
import { palette } from "./palette.ts";
import { readers } from "./readers.ts";
import { reopen } from "./reopen.ts";
import { reply } from "./reply.ts";
import { search } from "./search.ts";
import { settings } from "./settings.ts";
import { takeIt } from "./takeIt.ts";
import { unread } from "./unread.ts";
import { back, next, openIt, previous } from "./walk.ts";

export const commands = makeStore<readonly Command[]>([
  close,
  reopen,
  later,
  takeIt,
  give,
  label,
  readers,
  unread,
  closeAndNext,
  closeAndPrevious,
  reply,
  note,
  newMail,
  next,
  previous,
  openIt,
  back,
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
