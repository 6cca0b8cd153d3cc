/** What was done, in words: "Closed.", "12 given to Ben.", "3 were not closed: Ben has gone on with them." */
import { i18n } from "@lingui/core";
import { plural, t } from "@lingui/core/macro";
import type { Colleague, Do, Page } from "../api/types.ts";
import { called, firstName, local, soon } from "../lib/format.ts";
import { cache, cachedAddresses, cachedMe, keys } from "./cache.ts";

export function said(does: Do, count: number): string {
  switch (does.kind) {
    case "state":
      return stateSaid(does, count);
    case "assign":
      return givenSaid(does, count);
    case "priority":
      return prioritySaid(does.priority, count);
    case "due": {
      if (!does.due_at) return plural(count, { one: "No longer due.", other: "# no longer due." });
      const when = time(does.due_at);
      return plural(count, { one: `Due ${when}.`, other: `# due ${when}.` });
    }
    case "label":
      return labelSaid(does, count);
    case "star":
      return does.on
        ? plural(count, { one: "Starred.", other: "# starred." })
        : plural(count, { one: "Star removed.", other: "# stars removed." });
    case "follow":
      return does.on
        ? plural(count, { one: "You follow this now.", other: "You follow # now." })
        : plural(count, { one: "You no longer follow this.", other: "You no longer follow #." });
    case "archive":
      return does.on
        ? plural(count, { one: "Put away, for you only.", other: "# put away, for you only." })
        : plural(count, { one: "Back in your lists.", other: "# back in your lists." });
    case "read":
      return does.on
        ? plural(count, { one: "Marked as read.", other: "# marked as read." })
        : plural(count, { one: "Marked as unread.", other: "# marked as unread." });
    case "move": {
      const to = local(cachedAddresses().find((one) => one.id === does.address)?.address ?? "");
      return plural(count, { one: `Moved to ${to}.`, other: `# moved to ${to}.` });
    }
    case "merge":
      return plural(count, { one: "Merged.", other: "# merged." });
  }
}

function stateSaid({ state, until, status }: Do & { kind: "state" }, count: number): string {
  if (status) return plural(count, { one: `Now “${status}”.`, other: `# now “${status}”.` });
  switch (state) {
    case "closed":
      return plural(count, { one: "Closed.", other: "# closed." });
    case "waiting":
      return plural(count, { one: "Waits for an answer.", other: "# wait for an answer." });
    case "spam":
      return plural(count, { one: "Marked as spam.", other: "# marked as spam." });
    case "trash":
      return plural(count, { one: "In the trash.", other: "# in the trash." });
    case "snoozed": {
      if (!until)
        return plural(count, { one: "Put aside for later.", other: "# put aside for later." });
      const when = time(until);
      return plural(count, {
        one: `Put aside until ${when}.`,
        other: `# put aside until ${when}.`,
      });
    }
    default:
      return plural(count, { one: "Open again.", other: "# open again." });
  }
}

function givenSaid({ user, team }: Do & { kind: "assign" }, count: number): string {
  if (user && user === cachedMe()?.address)
    return plural(count, { one: "You have it now.", other: "You have # now." });
  const name = user ? nameOf(user) : team;
  if (name) return plural(count, { one: `Given to ${name}.`, other: `# given to ${name}.` });
  return plural(count, { one: "Nobody has it now.", other: "Nobody has these # now." });
}

function prioritySaid(priority: number, count: number): string {
  if (priority === 2) return plural(count, { one: "Urgent now.", other: "# urgent now." });
  if (priority === 1) return plural(count, { one: "High priority.", other: "# of high priority." });
  if (priority < 0) return plural(count, { one: "Low priority.", other: "# of low priority." });
  return plural(count, { one: "Normal priority.", other: "# of normal priority." });
}

function labelSaid({ add, remove }: Do & { kind: "label" }, count: number): string {
  const names = [...add, ...remove].join(", ");
  return add.length
    ? plural(count, { one: `Label ${names}.`, other: `Label ${names} on #.` })
    : plural(count, { one: `Without ${names}.`, other: `# without ${names}.` });
}

interface Refusal {
  code: string;
  detail?: string;
  by?: string;
}

/** Why some of it was not done: one sentence for the most frequent reason. */
export function notDone(does: Do, refused: readonly Refusal[]): string {
  const count = refused.length;
  const what =
    does.kind === "state" && does.state === "closed"
      ? plural(count, { one: "Not closed:", other: "# were not closed:" })
      : plural(count, { one: "Not changed:", other: "# were not changed:" });
  return `${what} ${why(refused)}`;
}

/** Undoing leaves what others have gone on with as they left it. */
export function stayed(kept: readonly Refusal[], of: number): string {
  const count = kept.length;
  const what =
    of === 1 ? t`It stays as it is:` : plural(count, { one: "# stays:", other: "# stay:" });
  return `${what} ${why(kept)}`;
}

function why(some: readonly Refusal[]): string {
  const count = some.length;
  const code = some[0]?.code ?? "";
  const names = [...new Set(some.flatMap((one) => (one.by ? [nameOf(one.by)] : [])))];
  const who = names.length ? names.join(", ") : t`somebody`;
  switch (code) {
    case "moved-on":
      return plural(count, {
        one: `${who} has gone on with it.`,
        other: `${who} has gone on with them.`,
      });
    case "forbidden":
      return plural(count, {
        one: "You may not do that there.",
        other: "You may not do that there.",
      });
    case "not-found":
      return plural(count, {
        one: "It is no longer there, or not for you to see.",
        other: "They are no longer there, or not for you to see.",
      });
    case "cannot-read":
      return t`Whoever is to have it may not read it.`;
    case "no-common-reader":
      return t`They are confidential for different people.`;
    default:
      return some[0]?.detail ?? "";
  }
}

function nameOf(address: string): string {
  const people = cache.getQueryData<Page<Colleague>>(keys.people)?.items ?? [];
  const person = people.find((one) => one.address === address) ?? { address, name: "" };
  return firstName(person) || called(person);
}

const time = (at: string) => soon(at, { now: new Date(), language: i18n.locale });
