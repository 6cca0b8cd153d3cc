/** The keys of a command as little caps: "Ctrl K", "Strg K", "G I". */
import { useLingui } from "@lingui/react";
import { keyNames, onMac } from "../lib/keyNames.ts";
import css from "./Keys.module.css";

export function Keys({ keys }: { keys: string }) {
  return (
    <kbd className={css.keys} aria-hidden>
      {useKeyNames(keys)}
    </kbd>
  );
}

/** As text, for tooltips. */
export function useKeyNames(keys: string | undefined): string {
  const { i18n } = useLingui();
  if (!keys) return "";
  return keyNames(keys, { language: i18n.locale, mac: onMac() });
}
