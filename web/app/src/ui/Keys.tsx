/** The keys of a command as little caps: "Ctrl+K", "g then i". */
import css from "./Keys.module.css";

export function Keys({ keys }: { keys: string }) {
  return (
    <kbd className={css.keys} aria-hidden>
      {keys.replace(/Enter/g, "↵").replace(/\+/g, " ")}
    </kbd>
  );
}
