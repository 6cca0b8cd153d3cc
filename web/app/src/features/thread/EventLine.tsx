/** What was done, as one grey sentence between the mails. */
import { useLingui } from "@lingui/react/macro";
import type { Event } from "../../api/types.ts";
import { cx } from "../../lib/cx.ts";
import { firstName, soon } from "../../lib/format.ts";
import { useNow } from "../../lib/useNow.ts";
import { usePeople } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Time } from "../../ui/Time.tsx";
import { TELLERS } from "./events.tsx";
import css from "./Thread.module.css";

export function EventLine({ event }: { event: Event }) {
  const { t, i18n } = useLingui();
  const now = useNow();
  const people = usePeople().data?.items ?? [];
  const person = (address: unknown) =>
    people.find((one) => one.address === address) ?? { address: String(address), name: "" };
  const actor = event.actor ? person(event.actor) : null;
  const tell = TELLERS[event.kind];
  const who = <b>{actor ? firstName(actor) : "Tripost"}</b>;
  const undoing = Boolean(event.data["undoes"]);
  return (
    <p className={cx(css.event, event.kind === "glass_broken" && css.alarm)}>
      {actor && <Avatar person={actor} size={16} solid />}
      <span>
        {tell ? (
          tell({
            event,
            who,
            name: (address) => firstName(person(address)),
            at: (value) => soon(String(value), { now, language: i18n.locale }),
          })
        ) : (
          <>
            {who}: {event.kind.replace(/_/g, " ")}
          </>
        )}
        {undoing && ` (${t`undone`})`} · <Time at={event.at} how="stamp" />
      </span>
    </p>
  );
}
