/** What somebody types as the target of a link, completed as they mean it. Pure. */

/** "acme.example/neu" → "https://acme.example/neu"; "" for what leads nowhere. */
export function completed(typed: string): string {
  const text = typed.trim();
  if (/^\{\{[\w.]+(\|[^{}]*)?\}\}$/.test(text)) return text;
  if (/[\s<>"]/.test(text)) return "";
  if (/^(https?:\/\/|mailto:|tel:)./i.test(text)) return text;
  if (/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(text)) return `mailto:${text}`;
  if (/^([\w-]+\.)+[a-z]{2,}([/?#:].*)?$/i.test(text)) return `https://${text}`;
  return "";
}
