/** Names after an @ in a note: what is being typed, who is meant, who would have to be let in. Pure. */
import type { Team } from "../../api/types.ts";
import type { Mentionable } from "../../sync/together.ts";

const TYPING = /(?:^|[^\p{L}\p{N}_@.])@([\p{L}\p{N}._+@-]*)$/u;
const NAMES = /(?<![\p{L}\p{N}_@.])@([\p{L}\p{N}._+-]+(?:@[\p{L}\p{N}._-]+)?)/gu;

/** The beginning of a name before the cursor; null: none is being typed. */
export function typing(before: string): string | null {
  return TYPING.exec(before)?.[1] ?? null;
}

/** How somebody is written after the @: short where that is clear, else the whole address. */
export function spoken(one: Mentionable, all: readonly Mentionable[]): string {
  if (one.kind === "team") return one.address;
  const short = localOf(one);
  const alike = all.filter((other) => localOf(other) === short);
  return alike.length > 1 ? one.address : short;
}

/** Those whose name or address goes with what was typed; people first, then teams. */
export function offered(
  all: readonly Mentionable[],
  typed: string,
  me: string | undefined,
): Mentionable[] {
  const wanted = typed.toLowerCase();
  const fits = (one: Mentionable) =>
    one.address !== me &&
    (one.address.toLowerCase().startsWith(wanted) ||
      one.name
        .toLowerCase()
        .split(/\s+/)
        .some((word) => word.startsWith(wanted)));
  const rank = (one: Mentionable) => (one.sees ? 0 : 1) + (one.kind === "team" ? 2 : 0);
  return all.filter(fits).sort((a, b) => rank(a) - rank(b));
}

/** Everybody the text calls. */
export function named(text: string, all: readonly Mentionable[]): Mentionable[] {
  const words = new Set(
    [...text.matchAll(NAMES)].map(([, name = ""]) => name.toLowerCase().replace(/\.+$/, "")),
  );
  return all.filter((one) => words.has(spoken(one, all)) || words.has(one.address));
}

/** Whom the note would have to let in: people who cannot see the conversation, of teams as well. */
export function outside(
  text: string,
  all: readonly Mentionable[],
  teams: readonly Team[],
): Mentionable[] {
  const called = named(text, all);
  const members = called
    .filter((one) => one.kind === "team")
    .flatMap((one) => teams.find((team) => team.name === one.name)?.members ?? []);
  return all.filter(
    (one) =>
      one.kind === "person" && !one.sees && (called.includes(one) || members.includes(one.address)),
  );
}

function localOf(one: Mentionable): string {
  return one.kind === "team" ? one.address : (one.address.split("@")[0] ?? one.address);
}
