/** The addresses I may read, by mode, each with its sign and what is open. */
import { useLingui } from "@lingui/react/macro";
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useParams } from "@tanstack/react-router";
import type { Address, Mode } from "../../api/types.ts";
import { local } from "../../lib/format.ts";
import { firstView } from "../../lib/paths.ts";
import { useAddresses } from "../../sync/queries.ts";
import { ModeSign } from "../../ui/ModeSign.tsx";
import { Place } from "./Place.tsx";
import css from "./Sidebar.module.css";

const MODES: [Mode, MessageDescriptor][] = [
  ["inbox", msg`Inboxes`],
  ["mailbox", msg`Mailboxes`],
  ["list", msg`Lists`],
];

export function Addresses() {
  const { i18n } = useLingui();
  const all = (useAddresses().data?.items ?? []).filter(({ rights }) =>
    rights.some((right) => right === "read" || right === "own"),
  );
  const { box, view } = useParams({ strict: false });
  return MODES.map(([mode, title]) => {
    const some = all.filter((one) => one.mode === mode);
    if (!some.length) return null;
    return (
      <section key={mode}>
        <h2 className={css.title}>{i18n._(title)}</h2>
        <ul className={css.group}>
          {some.map((one) => (
            <Place
              key={one.id}
              box={one.id}
              view={box === one.id && view ? view : firstView(mode)}
              icon={<ModeSign mode={mode} />}
              name={shown(one, all)}
              title={one.address}
              count={mode === "list" ? one.counts.unread : one.counts.open}
              strong={one.counts.unread > 0}
            />
          ))}
        </ul>
      </section>
    );
  });
}

/** The part before the @; the whole where two domains have the same. */
function shown(one: Address, all: Address[]): string {
  const name = local(one.address);
  return all.some((other) => other.id !== one.id && local(other.address) === name)
    ? one.address
    : name;
}
