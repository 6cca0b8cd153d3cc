/** Times, sizes and names as people say them. Pure: now and the language are arguments. */
import { theZone, wall } from "./zone.ts";
export { shownAddress } from "./idn.ts";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "12 min", "3 h", "yesterday 17:40", "Mon 09:05", "3 Mar", "3 Mar 2025". */
export function ago(at: string, { now, language }: { now: Date; language: string }): string {
  const then = new Date(at);
  const passed = now.getTime() - then.getTime();
  if (passed < MINUTE) return language === "de" ? "jetzt" : "now";
  if (passed < HOUR) return `${String(Math.floor(passed / MINUTE))} min`;
  const days = daysBetween(then, now);
  if (days === 0 || passed < 8 * HOUR)
    return `${String(Math.floor(passed / HOUR))} ${language === "de" ? "Std." : "h"}`;
  if (days === 1) return `${language === "de" ? "gestern" : "yesterday"} ${clock(at, language)}`;
  if (days < 7) return `${weekday(then, language)} ${clock(at, language)}`;
  return day(at, { now, language });
}

/** The time in a thread: the clock today, else the day with it. */
export function stamp(at: string, { now, language }: { now: Date; language: string }): string {
  const then = new Date(at);
  const days = daysBetween(then, now);
  if (days <= 0) return clock(at, language);
  if (days === 1) return `${language === "de" ? "gestern" : "yesterday"} ${clock(at, language)}`;
  if (days < 7) return `${weekday(then, language)} ${clock(at, language)}`;
  return `${day(at, { now, language })}, ${clock(at, language)}`;
}

/** A time to come: "16:00", "tomorrow 09:00", "Mon 09:00", "3 Mar, 09:00". */
export function soon(at: string, { now, language }: { now: Date; language: string }): string {
  const days = -daysBetween(new Date(at), now);
  if (days === 0) return clock(at, language);
  if (days === 1) return `${language === "de" ? "morgen" : "tomorrow"} ${clock(at, language)}`;
  if (days > 1 && days < 7) return `${weekday(new Date(at), language)} ${clock(at, language)}`;
  return `${day(at, { now, language })}, ${clock(at, language)}`;
}

export function day(at: string, { now, language }: { now: Date; language: string }): string {
  const then = new Date(at);
  const year = wall(then).year === wall(now).year ? {} : { year: "numeric" as const };
  return format(then, language, { day: "numeric", month: "short", ...year });
}

export function clock(at: string, language: string): string {
  return format(new Date(at), language, { hour: "2-digit", minute: "2-digit" });
}

/** The whole truth, for hovering. */
export function exact(at: string, language: string): string {
  return format(new Date(at), language, { dateStyle: "full", timeStyle: "short" });
}

/** Bytes as "84 kB", "1,8 MB". */
export function size(bytes: number, language: string): string {
  const number = (value: number, digits: number) =>
    value.toLocaleString(tag(language), { maximumFractionDigits: digits });
  if (bytes < 1000) return `${number(bytes, 0)} B`;
  if (bytes < 1_000_000) return `${number(bytes / 1000, 0)} kB`;
  return `${number(bytes / 1_000_000, 1)} MB`;
}

/** What to call someone: the name, else the part before the @. */
export function called(person: { name: string; address: string }): string {
  return person.name || person.address.split("@")[0] || person.address;
}

export function firstName(person: { name: string; address: string }): string {
  return called(person).split(/\s+/)[0] ?? "";
}

/** Two letters for an avatar. Brackets, titles and punctuation do not count. */
export function initials(person: { name: string; address: string }): string {
  const words = called(person)
    .replace(/[^\p{L}\p{N}\s._-]/gu, " ")
    .split(/[\s._-]+/)
    .filter((word) => word && !/^(dr|prof)$/i.test(word));
  const first = [...(words[0] ?? "?")][0] ?? "?";
  const last =
    words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : ([...(words[0] ?? "")][1] ?? "");
  return (first + last).toUpperCase();
}

/** One of twelve tones, always the same for an address (FNV-1a). */
export function tone(address: string): number {
  let hash = 0x811c9dc5;
  for (const char of address.toLowerCase()) {
    hash ^= char.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  // mixed well, so that similar addresses look different (lowbias32, its high bits)
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  hash ^= hash >>> 16;
  return ((hash >>> 14) % 12) + 1;
}

/** "support" of "support@acme.example". */
export function local(address: string): string {
  return address.split("@")[0] ?? address;
}

function daysBetween(then: Date, now: Date): number {
  const start = (date: Date) => {
    const { year, month, day } = wall(date);
    return Date.UTC(year, month, day);
  };
  return Math.round((start(now) - start(then)) / DAY);
}

function weekday(date: Date, language: string): string {
  return format(date, language, { weekday: "short" }).replace(/\.$/, "");
}

function tag(language: string): string {
  return language === "de" ? "de-DE" : "en-GB";
}

const formats = new Map<string, Intl.DateTimeFormat>();
function format(date: Date, language: string, options: Intl.DateTimeFormatOptions): string {
  const timeZone = theZone();
  const key = language + (timeZone ?? "") + JSON.stringify(options);
  let made = formats.get(key);
  if (!made)
    formats.set(key, (made = new Intl.DateTimeFormat(tag(language), { ...options, timeZone })));
  return made.format(date);
}
