/** An empty page offers what most mails begin with. */
import { useLingui } from "@lingui/react/macro";
import { IconAlignLeft, IconLayoutList, IconPhoto } from "@tabler/icons-react";
import type { Kind } from "./blocks.ts";
import { useActs } from "./page.ts";
import css from "./editor.module.css";

export function Beginnings() {
  const { t } = useLingui();
  const { begin } = useActs();
  const ways: { name: string; words: string; Icon: typeof IconPhoto; kinds: Kind[] }[] = [
    {
      name: t`A letter`,
      words: t`Just words, as one writes to a person.`,
      Icon: IconAlignLeft,
      kinds: ["text"],
    },
    {
      name: t`An announcement`,
      words: t`Heading, words, and a button to one place.`,
      Icon: IconLayoutList,
      kinds: ["heading", "text", "button"],
    },
    {
      name: t`With a picture`,
      words: t`Picture on top, then heading, words and a button.`,
      Icon: IconPhoto,
      kinds: ["image", "heading", "text", "button"],
    },
  ];
  return (
    <section className={css.beginnings} aria-label={t`Begin with`}>
      {ways.map(({ name, words, Icon, kinds }) => (
        <button key={name} type="button" onClick={() => begin(kinds)}>
          <Icon size={22} stroke={1.5} aria-hidden />
          <b>{name}</b>
          <small>{words}</small>
        </button>
      ))}
    </section>
  );
}
