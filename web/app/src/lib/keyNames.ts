/** Keys as they stand on the keyboard: "Strg" in German, ⌘ on a Mac. Pure. */
interface Keyboard {
  language: string;
  mac: boolean;
}

/** "Ctrl+Enter" → "Ctrl ↵", "Strg ↵", "⌘ ↵"; letters as on the keys: "g m" → "G M". */
export function keyNames(keys: string, { language, mac }: Keyboard): string {
  const german = language === "de";
  const names: [RegExp, string][] = [
    [/Ctrl/g, mac ? "⌘" : german ? "Strg" : "Ctrl"],
    [/Alt/g, mac ? "⌥" : "Alt"],
    [/Shift/g, mac ? "⇧" : german ? "Umschalt" : "Shift"],
    [/Enter/g, "↵"],
    [/Escape/g, "Esc"],
  ];
  return names
    .reduce((text, [from, to]) => text.replace(from, to), keys)
    .replace(/\b[a-z]\b/g, (letter) => letter.toUpperCase())
    .replace(/\+(?=.)/g, " ");
}

let mac: boolean | undefined; // asked once: the browser takes its time to say who it is
export const onMac = (): boolean => (mac ??= /Mac|iPhone|iPad/.test(navigator.userAgent));
