/** The keys of a command as little caps: "Ctrl+K", "g then i". */
import css from "./Keys.module.css";

export function Keys({ keys }: { keys: string }) {
  return (
    <kbd className={css.keys} aria-hidden>
      {shown(keys)}
    </kbd>
  );
}

/** Letters as on the keyboard: "e" → "E", "g m" → "G M", "Ctrl+Enter" → "Ctrl ↵". */
function shown(keys: string): string {
  return keys
    .replace(/Enter/g, "↵")
    .replace(/\b[a-z]\b/g, (letter) => letter.toUpperCase())
    .replace(/\+/g, " ");
}
