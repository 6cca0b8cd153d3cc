/** What this browser keeps of a person's work (notes begun, searches, what can be undone) is theirs
 * alone: it goes when they sign out, and when somebody else works here. */
import { signOut } from "../api/client.ts";
import { done, undone } from "./undoing.ts";

const WHOSE = "kept-for";
const SEARCHES = "recent-searches";

export function keepFor(address: string): void {
  const before = localStorage.getItem(WHOSE);
  const here = sessionStorage.getItem(WHOSE);
  if (before !== null && before !== address) localStorage.removeItem(SEARCHES);
  if (here !== null && here !== address) forget();
  localStorage.setItem(WHOSE, address);
  sessionStorage.setItem(WHOSE, address);
}

export async function leave(): Promise<void> {
  forget();
  localStorage.removeItem(SEARCHES);
  await signOut();
}

function forget(): void {
  done.clear();
  undone.clear();
  sessionStorage.clear();
}
