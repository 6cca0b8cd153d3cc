/** The time in a field of day and clock, in the person's own zone. Pure. */
import { moment, wall } from "../../../lib/zone.ts";

/** As <input type="datetime-local"> writes it. */
export function fieldOf(at: Date): string {
  const { year, month, day, hour, minute } = wall(at);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${String(year)}-${two(month + 1)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** The moment meant; null for what is no time. */
export function momentOf(field: string): Date | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(field);
  if (!found) return null;
  const [year, month, day, hour, minute] = found.slice(1).map(Number);
  const at = moment(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0);
  return new Date(at.getTime() + (minute ?? 0) * 60_000);
}

/** Tomorrow at nine. */
export function tomorrow(now: Date): Date {
  const { year, month, day } = wall(now);
  return moment(year, month, day + 1, 9);
}
