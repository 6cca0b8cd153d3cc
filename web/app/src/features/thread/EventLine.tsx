/** What was done, as one grey sentence between the mails. */
import type { ReactNode } from "react";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Event } from "../../api/types.ts";
import { firstName } from "../../lib/format.ts";
import { usePeople } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Time } from "../../ui/Time.tsx";
import css from "./Thread.module.css";

export function EventLine({ event }: { event: Event }) {
  const people = usePeople().data?.items ?? [];
  const person = (address: unknown) =>
    people.find((one) => one.address === address) ?? { address: String(address), name: "" };
  const actor = event.actor ? person(event.actor) : null;
  return (
    <p className={css.event}>
      {actor && <Avatar person={actor} size={16} solid />}
      <span>
        <What event={event} name={(address) => firstName(person(address))} /> ·{" "}
        <Time at={event.at} how="stamp" />
      </span>
    </p>
  );
}

function What({ event, name }: { event: Event; name: (address: unknown) => string }): ReactNode {
  const { t } = useLingui();
  const who = <b>{event.actor ? name(event.actor) : "Tripost"}</b>;
  const { data } = event;
  const names = (key: string) => (Array.isArray(data[key]) ? data[key].join(", ") : "");
  switch (event.kind) {
    case "assigned": {
      const to = data["to"];
      if (!to) return <Trans>{who} gave this back to all</Trans>;
      if (to === event.actor) return <Trans>{who} took this</Trans>;
      return (
        <Trans>
          {who} gave this to <b>{name(to)}</b>
        </Trans>
      );
    }
    case "state":
      if (data["to"] === "closed") return <Trans>{who} closed this</Trans>;
      if (data["to"] === "snoozed") return <Trans>{who} put this aside</Trans>;
      if (data["to"] === "waiting") return <Trans>{who} waits for an answer</Trans>;
      return <Trans>{who} opened this again</Trans>;
    case "labels":
    case "label_added":
    case "label_removed": {
      const added = names("added") || String(data["label"] ?? data["name"] ?? "");
      const removed = names("removed");
      if (removed && !names("added"))
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
    case "confidential":
      return <Trans>{who} changed who may see this</Trans>;
    case "mode_switched":
      return <Trans>{who} changed how this address works</Trans>;
    case "send_undone":
      return <Trans>{who} took an answer back before it left</Trans>;
    case "bounce":
      return <Trans>A mail came back</Trans>;
    case "approved":
      return <Trans>{who} let this post through</Trans>;
    case "refused":
      return <Trans>{who} refused this post</Trans>;
    case "subject":
      return <Trans>{who} changed the subject</Trans>;
    default:
      return t`${event.actor ? name(event.actor) : "Tripost"}: ${event.kind}`;
  }
}
