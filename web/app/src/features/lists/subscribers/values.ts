/** Values of attributes as people read and type them. Pure. */
import type { Attribute, Value } from "../types.ts";

export interface Shown {
  key: string;
  label: string;
  text: string;
}

/** What is known of somebody, in the order of the list's attributes. */
export function known(
  values: Readonly<Record<string, Value>>,
  attributes: readonly Attribute[],
  language: string,
): Shown[] {
  return attributes.flatMap(({ key, label, kind }) => {
    const value = values[key];
    if (value === undefined || value === "") return [];
    return [{ key, label, text: said(value, kind, language) }];
  });
}

export function said(value: Value, kind: Attribute["kind"], language: string): string {
  const tag = language === "de" ? "de-DE" : "en-GB";
  if (kind === "number" && typeof value === "number")
    // 48213 may be a customer's number: grouped, it would be another one
    return value.toLocaleString(tag, { maximumFractionDigits: 6, useGrouping: false });
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(String(value)) ?? [];
  if (kind !== "date" || !year) return String(value);
  const when = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  return when.toLocaleDateString(tag, {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    year: "numeric",
  });
}

/** What is different from before; null takes a value away. */
export function changes(
  before: Readonly<Record<string, Value>>,
  now: Readonly<Record<string, string>>,
): Record<string, Value | null> {
  const found: Record<string, Value | null> = {};
  for (const [key, text] of Object.entries(now)) {
    const clean = text.trim();
    if (clean === String(before[key] ?? "")) continue;
    found[key] = clean === "" ? null : clean;
  }
  return found;
}
