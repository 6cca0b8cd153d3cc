/** A text with the searched words marked. */
import { marked } from "../../lib/query.ts";
import css from "./Results.module.css";

export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  return marked(text, words).map((piece, n) =>
    piece.hit ? (
      <mark key={n} className={css.hit}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}
