/** Who else is here, each with what they do: open elsewhere, looking, writing, an answer waiting. */
import { useLingui } from "@lingui/react/macro";
import type { Detail } from "../../api/types.ts";
import { firstName } from "../../lib/format.ts";
import { useOthers } from "../../sync/presence.ts";
import { usePeople } from "../../sync/queries.ts";
import { Avatar, type Ring } from "../../ui/Avatar.tsx";
import { Tipped } from "../../ui/Tipped.tsx";
import css from "./Thread.module.css";

const MOST = 4;

export function Here({ detail, me }: { detail: Detail; me: string }) {
  const { t } = useLingui();
  const people = usePeople().data?.items ?? [];
  const others = useOthers(detail.id, me);
  if (!others.length) return null;
  const say: Record<Ring, (name: string) => string> = {
    viewing: (name) => t`${name} is looking at this`,
    composing: (name) => t`${name} is writing`,
    elsewhere: (name) => t`${name} has this open, but is elsewhere`,
    sending: (name) => t`An answer of ${name} waits to be sent`,
  };
  const who = others.map((one) => {
    const found = people.find((some) => some.address === one.user);
    const person = found ?? { address: one.user, name: "" };
    return { state: one.state, person, words: say[one.state](firstName(person)) };
  });
  const more = who.length - MOST;
  return (
    <ul className={css.others} aria-label={t`Also here`}>
      {who.slice(0, MOST).map((one) => (
        <li key={one.person.address}>
          <Tipped words={one.words}>
            <Avatar person={one.person} size={26} solid ring={one.state} />
          </Tipped>
        </li>
      ))}
      {more > 0 && <li className={css.moreHere}>+{more}</li>}
    </ul>
  );
}
