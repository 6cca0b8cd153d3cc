/** The tooltip: one for the whole page, told what it says and beside what. */
import { makeStore } from "../lib/store.ts";

export interface Shown {
  text: string;
  /** What it belongs to, in pixels of the window. */
  at: DOMRect;
}
export const tip = makeStore<Shown | null>(null);

const DELAY = 400; // ms; whoever passes by does not want it
let timer: ReturnType<typeof setTimeout> | undefined;

export function showTip(text: string, node: Element, delay = DELAY): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (node.isConnected) tip.set({ text, at: node.getBoundingClientRect() });
  }, delay);
}

export function hideTip(): void {
  clearTimeout(timer);
  if (tip.get()) tip.set(null);
}
