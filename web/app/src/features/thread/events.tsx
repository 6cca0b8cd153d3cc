/** What an event says, in words: one sentence for each kind the log knows. */
import type { ReactNode } from "react";
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { Event } from "../../api/types.ts";
import { local } from "../../lib/format.ts";

export interface Telling {
  event: Event;
  /** Who did it, or null: nobody in particular. */
  who: ReactNode;
  name: (address: unknown) => string;
  /** A time in the data, as people say it. */
  at: (value: unknown) => string;
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const subjects = (value: unknown): string =>
  Array.isArray(value)
    ? value
        .map((one) => (one as { subject?: unknown }).subject)
        .filter((one): one is string => typeof one === "string" && one !== "")
        .map((one) => `“${one}”`)
        .join(", ")
    : "";

type Teller = (telling: Telling) => ReactNode;

function assigned({ event, who, name }: Telling): ReactNode {
  const { to, team } = event.data;
  if (typeof team === "string" && to)
    return (
      <Trans>
        {who} gave this to <b>{name(to)}</b>, team <b>{team}</b>
      </Trans>
    );
  if (typeof team === "string")
    return (
      <Trans>
        {who} gave this to the team <b>{team}</b>
      </Trans>
    );
  if (!to) return <Trans>{who} gave this back to all</Trans>;
  if (to === event.actor) return <Trans>{who} took this</Trans>;
  return (
    <Trans>
      {who} gave this to <b>{name(to)}</b>
    </Trans>
  );
}

function state({ event, who, at }: Telling): ReactNode {
  const { to, status, until } = event.data;
  if (typeof status === "string")
    return (
      <Trans>
        {who} set this to <b>{status}</b>
      </Trans>
    );
  switch (to) {
    case "closed":
      return <Trans>{who} closed this</Trans>;
    case "snoozed":
      return typeof until === "string" ? (
        <Trans>
          {who} put this aside until <b>{at(until)}</b>
        </Trans>
      ) : (
        <Trans>{who} put this aside</Trans>
      );
    case "waiting":
      return <Trans>{who} waits for an answer</Trans>;
    case "spam":
      return <Trans>{who} called this spam</Trans>;
    case "trash":
      return <Trans>{who} put this into the trash</Trans>;
    default:
      return <Trans>{who} opened this again</Trans>;
  }
}

function labels({ event, who }: Telling): ReactNode {
  const { data } = event;
  const one = String(data["label"] ?? data["name"] ?? "");
  const added = strings(data["added"]).join(", ") || one;
  const removed = strings(data["removed"]).join(", ");
  if (removed && !strings(data["added"]).length)
    return (
      <Trans>
        {who} took away the label {removed}
      </Trans>
    );
  return (
    <Trans>
      {who} set the label {added}
    </Trans>
  );
}

function priority({ event, who }: Telling): ReactNode {
  const names: Record<string, string> = {
    "-1": t`low`,
    "0": t`normal`,
    "1": t`high`,
    "2": t`urgent`,
  };
  const to = names[String(event.data["to"])] ?? String(event.data["to"]);
  return (
    <Trans>
      {who} made the priority <b>{to}</b>
    </Trans>
  );
}

function due({ event, who, at }: Telling): ReactNode {
  const { to } = event.data;
  if (!to) return <Trans>{who} took the due date away</Trans>;
  return (
    <Trans>
      {who} wants this done by <b>{at(to)}</b>
    </Trans>
  );
}

function confidential({ event, who, name }: Telling): ReactNode {
  const { because, readers } = event.data;
  const names = strings(readers).map(name).join(", ");
  if (because === "sensitivity")
    return <Trans>The sender marked this as confidential: only {names} can see it</Trans>;
  if (because === "contact")
    return <Trans>This person is protected: only {names} can see it</Trans>;
  if (!names) return <Trans>{who} opened this for the whole team</Trans>;
  return (
    <Trans>
      {who} made this confidential: only {names} can see it
    </Trans>
  );
}

function invited({ event, who, name }: Telling): ReactNode {
  const added = strings(event.data["added"]).map(name).join(", ");
  const removed = strings(event.data["removed"]).map(name).join(", ");
  if (!added)
    return (
      <Trans>
        {who} took the access of <b>{removed}</b> back
      </Trans>
    );
  return (
    <Trans>
      {who} let <b>{added}</b> see this conversation
    </Trans>
  );
}

function participants({ event, who }: Telling): ReactNode {
  const added = strings(event.data["added"]).join(", ");
  if (added)
    return (
      <Trans>
        {who} took in {added}
      </Trans>
    );
  return <Trans>{who} changed who gets the next answer</Trans>;
}

function tasks({ event, who, name }: Telling): ReactNode {
  const { kind, data } = event;
  const texts = strings(data["texts"]);
  const text = texts[0] ?? String(data["text"] ?? "");
  const to = data["assignee"] ? name(data["assignee"]) : String(data["team"] ?? "");
  if (texts.length > 1) {
    const count = plural(texts.length, { one: "# task", other: "# tasks" });
    if (kind === "task_removed")
      return (
        <Trans>
          {who} removed {count}
        </Trans>
      );
    return (
      <Trans>
        {who} added {count}
      </Trans>
    );
  }
  switch (kind) {
    case "task_added":
      return to ? (
        <Trans>
          {who} added the task “{text}” for <b>{to}</b>
        </Trans>
      ) : (
        <Trans>
          {who} added the task “{text}”
        </Trans>
      );
    case "task_done":
      return (
        <Trans>
          {who} ticked off “{text}”
        </Trans>
      );
    case "task_reopened":
      return (
        <Trans>
          {who} took the tick off “{text}”
        </Trans>
      );
    case "task_removed":
      return (
        <Trans>
          {who} removed the task “{text}”
        </Trans>
      );
    default:
      return (
        <Trans>
          {who} changed the task “{text}”
        </Trans>
      );
  }
}

function moved({ event, who }: Telling): ReactNode {
  const [from, to] = [event.data["from"], event.data["to"]].map((one) => local(String(one ?? "?")));
  return (
    <Trans>
      {who} moved this from {from}@ to {to}@
    </Trans>
  );
}

function merged({ event, who }: Telling): ReactNode {
  const names = subjects(event.data["from"]);
  if (names)
    return (
      <Trans>
        {who} merged {names} into this
      </Trans>
    );
  return <Trans>{who} merged another conversation into this</Trans>;
}

function glass({ event, who }: Telling): ReactNode {
  const reason = String(event.data["reason"] ?? "");
  return (
    <b>
      <Trans>
        {who} broke the glass and can read this: “{reason}”
      </Trans>
    </b>
  );
}

function guest({ event, who }: Telling): ReactNode {
  const guestName = String(event.data["name"] ?? "");
  if (event.kind === "guest_removed")
    return (
      <Trans>
        {who} took the link of the guest {guestName} back
      </Trans>
    );
  return (
    <Trans>
      {who} made a link for the guest {guestName}
    </Trans>
  );
}

const plain =
  (say: (who: ReactNode) => ReactNode): Teller =>
  ({ who }) =>
    say(who);

export const TELLERS: Record<string, Teller> = {
  assigned,
  assign: assigned,
  state,
  labels,
  label: labels,
  label_added: labels,
  label_removed: labels,
  priority,
  due,
  confidential,
  invited,
  participants,
  moved,
  merged,
  task_added: tasks,
  task_changed: tasks,
  task_done: tasks,
  task_reopened: tasks,
  task_removed: tasks,
  glass_broken: glass,
  guest_added: guest,
  guest_removed: guest,
  woke: () => <Trans>Back from “Later”</Trans>,
  unmerged: plain((who) => <Trans>{who} took a merge apart</Trans>),
  split: plain((who) => <Trans>{who} split this</Trans>),
  unsplit: plain((who) => <Trans>{who} put a split together again</Trans>),
  linked: plain((who) => <Trans>{who} linked this with another conversation</Trans>),
  unlinked: plain((who) => <Trans>{who} took a link away</Trans>),
  send_held: plain((who) => (
    <Trans>The answer of {who} was held: something newer came before it left</Trans>
  )),
  send_undone: plain((who) => <Trans>{who} took an answer back before it left</Trans>),
  mode_switched: plain((who) => <Trans>{who} changed how this address works</Trans>),
  bounce: () => <Trans>A mail came back</Trans>,
  approved: plain((who) => <Trans>{who} let this post through</Trans>),
  refused: plain((who) => <Trans>{who} refused this post</Trans>),
  subject: plain((who) => <Trans>{who} changed the subject</Trans>),
};
