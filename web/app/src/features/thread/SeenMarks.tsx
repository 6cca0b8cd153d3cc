/** Who has seen how far: small circles after the last thing each of them has read. */
import { useLingui } from "@lingui/react/macro";
import type { Detail } from "../../api/types.ts";
import { exact, firstName } from "../../lib/format.ts";
import { usePeople } from "../../sync/queries.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Tipped } from "../../ui/Tipped.tsx";
import css from "./Thread.module.css";

export function SeenMarks({ seen }: { seen: Detail["seen_by"] }) {
  const { t, i18n } = useLingui();
  const people = usePeople().data?.items ?? [];
  if (!seen.length) return null;
  const marks = seen.map((one) => {
    const found = people.find((some) => some.address === one.user);
    const person = found ?? { address: one.user, name: "" };
    const at = one.at ? exact(one.at, i18n.locale) : "";
    return { person, words: t`${firstName(person)} has seen it up to here · ${at}` };
  });
  return (
    <p className={css.seen}>
      {marks.map(({ person, words }) => (
        <Tipped key={person.address} words={words}>
          <Avatar person={person} size={16} solid />
        </Tipped>
      ))}
    </p>
  );
}
