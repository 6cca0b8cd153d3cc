/** What somebody has said to the adviser so far; kept for this browser tab, so a reload loses nothing. */
import type { Mode } from "../../api/types.ts";
import type { Answers } from "./answers.ts";

export interface Draft {
  local: string;
  domain: string;
  answers: Answers;
  /** Chosen by hand; null follows the recommendation. */
  mode: Mode | null;
  direct: boolean;
}

const KEY = "tripost.new-address";

export const EMPTY: Draft = { local: "", domain: "", answers: {}, mode: null, direct: false };

export function load(storage: Storage): Draft {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? "null");
    return isDraft(kept) ? kept : EMPTY;
  } catch {
    return EMPTY; // what another version left behind is no reason to fail
  }
}

export function keep(storage: Storage, draft: Draft): void {
  storage.setItem(KEY, JSON.stringify(draft));
}

export function forget(storage: Storage): void {
  storage.removeItem(KEY);
}

/** The whole address as typed; "" while there is no local part or no domain. */
export function whole(draft: Draft): string {
  const local = draft.local.trim().toLowerCase();
  return local && draft.domain ? `${local}@${draft.domain}` : "";
}

/** What somebody types or pastes into the local part; a pasted whole address gives its domain too. */
export function typed(draft: Draft, text: string, domains: readonly string[]): Draft {
  const [local = "", domain] = text.trimStart().split("@", 2);
  const known = domain !== undefined && domains.includes(domain.trim().toLowerCase());
  return {
    ...draft,
    local: local.replace(/\s+/g, ""),
    domain: known ? domain.trim().toLowerCase() : draft.domain,
  };
}

/** The sender's name to begin with: "kunden-hilfe" becomes "Kunden Hilfe". */
export function firstName(local: string): string {
  return local
    .split(/[-_.+]+/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toLocaleUpperCase() + word.slice(1))
    .join(" ");
}

function isDraft(kept: unknown): kept is Draft {
  if (typeof kept !== "object" || kept === null) return false;
  const it = kept as Record<string, unknown>;
  return (
    typeof it.local === "string" &&
    typeof it.domain === "string" &&
    typeof it.answers === "object" &&
    it.answers !== null &&
    typeof it.direct === "boolean"
  );
}
