/** In which order a view stands on this device. */
import type { Sort } from "../api/types.ts";
import { ownSort } from "./sorting.ts";

const KNOWN: readonly string[] = ["newest", "oldest", "waiting", "due", "wakes", "priority"];
const key = (view: string) => `sort ${view}`;

export function sortOf(view: string): Sort {
  const kept = localStorage.getItem(key(view)) ?? "";
  return KNOWN.includes(kept) ? (kept as Sort) : ownSort(view);
}

export function keepSort(view: string, sort: Sort): void {
  localStorage.setItem(key(view), sort);
}
