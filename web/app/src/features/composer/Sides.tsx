/** One of two texts that are compared: whose, when, and the words that differ. */
import { useLingui } from "@lingui/react";
import type { Person } from "../../api/types.ts";
import type { Piece } from "../../lib/diff.ts";
import { clock } from "../../lib/format.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import css from "./HeldReply.module.css";

interface TextProps {
  who: string;
  person: Person;
  pieces: Piece[];
  look: "theirs" | "mine";
  at?: string;
}

export function Text({ who, person, pieces, look, at }: TextProps) {
  const { i18n } = useLingui();
  return (
    <section className={css.text}>
      <h3>
        <Avatar person={person} size={26} solid />
        {who}
        {at && <time dateTime={at}>{clock(at, i18n.locale)}</time>}
      </h3>
      <div className={css.words}>
        {pieces.map((piece, n) => (
          <span key={n} className={piece.both ? css.both : css[look]}>
            {piece.text}
          </span>
        ))}
      </div>
    </section>
  );
}
