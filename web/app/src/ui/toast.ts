/** What just happened, with a way back. At most three at once; the newest is lowest. */
import { makeStore } from "../lib/store.ts";

export interface Toast {
  id: number;
  text: string;
  tone: "plain" | "danger";
  action?: { label: string; keys?: string; run: () => void };
  /** When it goes by itself, ms since the epoch; shown as a countdown when `counting`. */
  until: number;
  counting: boolean;
}

export const toasts = makeStore<Toast[]>([]);
let last = 0;

interface Wish {
  text: string;
  tone?: Toast["tone"];
  action?: Toast["action"];
  seconds?: number;
  until?: number;
  counting?: boolean;
  /** Takes the place of this toast. */
  replaces?: number | undefined;
}

export function toast({
  text,
  tone = "plain",
  action,
  seconds = 6,
  until,
  counting = false,
  replaces,
}: Wish) {
  const id = ++last;
  const end = until ?? Date.now() + seconds * 1000;
  const made: Toast = { id, text, tone, until: end, counting, ...(action ? { action } : {}) };
  toasts.set((now) => [...now.filter((one) => one.id !== replaces).slice(-2), made]);
  setTimeout(() => dismiss(id), Math.max(0, end - Date.now()));
  return id;
}

export function dismiss(id: number): void {
  toasts.set((now) => now.filter((one) => one.id !== id));
}
