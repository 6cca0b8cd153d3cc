/** Which command do these keys mean? Pure matching, and the one listener. */
import { typedAhead } from "../lib/typedAhead.ts";
import { overlay, scene, type Scene } from "./scene.ts";
import { commands } from "./registry.ts";
import type { Command } from "./command.ts";

export interface Pressed {
  key: string;
  ctrl: boolean;
  alt: boolean;
}

/** On many keyboards "[", "]" or "#" want AltGr (Windows says Ctrl+Alt) or Option (Mac says Alt):
 * then these belong to the sign and not to us. */
export function pressed(event: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}): Pressed {
  const { key } = event;
  const sign = key.length === 1 && key !== " " && key.toLowerCase() === key.toUpperCase();
  if (sign && event.altKey && !/[0-9]/.test(key)) return { key, ctrl: false, alt: false };
  return { key, ctrl: event.ctrlKey || event.metaKey, alt: event.altKey };
}

/** "Ctrl+K", "Shift+E", "]", "g". Shift is said only with letters: "?" is "?". */
export function named({ key, ctrl, alt }: Pressed): string {
  const letter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
  const shift = letter && key === key.toUpperCase() && !ctrl ? "Shift+" : "";
  const name = letter && (ctrl || shift) ? key.toUpperCase() : key;
  return `${ctrl ? "Ctrl+" : ""}${alt ? "Alt+" : ""}${shift}${name}`;
}

/** The command for what was pressed, after what was pressed just before ("g"). */
export function match(
  all: readonly Command[],
  now: string,
  { before, typing, scene: at }: { before: string; typing: boolean; scene: Scene },
): Command | "begun" | null {
  const usable = (meant: (keys: string) => boolean) =>
    all.find(
      (one) =>
        one.keys && meant(one.keys) && (!typing || one.everywhere) && (one.when?.(at) ?? true),
    );
  const pair = before && usable((keys) => keys === `${before} ${now}`);
  const found = pair || usable((keys) => keys === now);
  return found ?? (usable((keys) => keys.startsWith(`${now} `)) ? "begun" : null);
}

/** Listens on the window; the answer stops listening. */
export function listen(): () => void {
  let before = "";
  let since = 0;
  const heard = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const what = pressed(event);
    const { ctrl } = what;
    const typing = isText(event.target);
    const at = scene.get();
    if (!ctrl && (overlay.get() !== null || dialogOpen())) return ahead(event); // it has its own keys
    if (at.me?.shortcuts === false && !ctrl) return;
    const name = named(what);
    if (event.timeStamp - since > 1200) before = "";
    const found = match(commands.get(), name, { before, typing, scene: at });
    before = found === "begun" ? name : "";
    since = event.timeStamp;
    if (!found || found === "begun") return;
    event.preventDefault();
    found.run(at);
  };
  window.addEventListener("keydown", heard);
  return () => window.removeEventListener("keydown", heard);
}

/** Nobody waits for a field to come: what is typed before it has the focus belongs into it. Menus
 * and buttons of what floats (all in a portal) keep their keys. */
function ahead(event: KeyboardEvent): void {
  const within = event.target instanceof Element && event.target.closest("[data-portal]");
  if (overlay.get() === null || within || isText(event.target)) return;
  if ([...event.key].length !== 1 || event.altKey || event.metaKey) return;
  event.preventDefault();
  typedAhead.set((now) => now + event.key);
}

/** Dialogs of a feature's own float as well, without being the overlay. */
function dialogOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}

function isText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
