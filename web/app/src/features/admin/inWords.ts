/** How long until something happens, as people say it. Pure. */
const MINUTE = 60_000;

/** "in 4 min", "in 2 hours"; what is due is tried at once. */
export function inWords(left: number, language: string): string {
  const say = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  if (left < MINUTE) return say.format(0, "second");
  const minutes = Math.round(left / MINUTE);
  if (minutes < 90) return say.format(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return hours < 36 ? say.format(hours, "hour") : say.format(Math.round(hours / 24), "day");
}
