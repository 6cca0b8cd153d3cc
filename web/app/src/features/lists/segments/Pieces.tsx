/** Pieces of a question to click: what is asked most often, and the list's own attributes. */
import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import { IconPlus } from "@tabler/icons-react";
import { useAttributes } from "../remote.ts";
import { appended, ofAttribute, USUAL, type Piece } from "./building.ts";
import css from "./segments.module.css";

const WORDS: Record<string, MessageDescriptor> = {
  answered: msg`answered within 90 days`,
  silent: msg`silent for half a year`,
  clicked: msg`followed a link within 30 days`,
  new: msg`joined within 30 days`,
  confirmed: msg`consent confirmed`,
  wrote: msg`wrote to an inbox …`,
  got: msg`got a mailing …`,
};

interface Props {
  list: string;
  query: string;
  onChange: (query: string) => void;
}

export function Pieces({ list, query, onChange }: Props) {
  const { t, i18n } = useLingui();
  const attributes = useAttributes(list).data ?? [];
  const all: [Piece, string][] = [
    ...attributes.map((one): [Piece, string] => [ofAttribute(one), `${one.label} …`]),
    ...USUAL.map((piece): [Piece, string] => [
      piece,
      i18n._(WORDS[piece.key] ?? { id: piece.key }),
    ]),
  ];
  return (
    <div className={css.pieces} role="group" aria-label={t`Pieces to add`}>
      {all.map(([piece, words]) => (
        <button
          key={piece.key}
          type="button"
          className={css.piece}
          onClick={() => onChange(appended(query, piece))}
        >
          <IconPlus size={12} stroke={2} aria-hidden />
          {words}
        </button>
      ))}
    </div>
  );
}
