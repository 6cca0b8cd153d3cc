/** When "later" could be: only times still to come. Pure. */
import { moment, wall } from "./zone.ts";

const MORNING = 9; // as the server understands "tomorrow" and "next monday"

export interface Moment {
  key: "hour" | "afternoon" | "tomorrow" | "monday";
  at: Date;
}

export function moments(now: Date): Moment[] {
  const { year, month, day, weekday } = wall(now);
  const on = (days: number, hour: number) => moment(year, month, day + days, hour);
  const toMonday = ((8 - weekday) % 7 || 7) as number;
  const all: Moment[] = [
    { key: "hour", at: new Date(now.getTime() + 3_600_000) },
    { key: "afternoon", at: on(0, 16) },
    { key: "tomorrow", at: on(1, MORNING) },
    { key: "monday", at: on(toMonday, MORNING) },
  ];
  return all.filter(({ key, at }) => at > now && !(key === "monday" && toMonday === 1));
}

export interface Far {
  key: "hours" | "evening" | "tomorrow" | "monday" | "week" | "month";
  at: Date;
}

/** Times to put something aside until, or to have it done by: only those to come, in order. */
export function farther(now: Date): Far[] {
  const { year, month, day, weekday } = wall(now);
  const on = (days: number, hour: number) => moment(year, month, day + days, hour);
  const toMonday = (8 - weekday) % 7 || 7;
  const hours = new Date(now.getTime() + 3 * 3_600_000);
  hours.setMinutes(Math.ceil(hours.getMinutes() / 15) * 15, 0, 0);
  const all: Far[] = [
    { key: "hours", at: hours },
    { key: "evening", at: on(0, 18) },
    { key: "tomorrow", at: on(1, MORNING) },
    { key: "monday", at: on(toMonday, MORNING) },
    { key: "week", at: on(7, MORNING) },
    { key: "month", at: moment(year, month + 1, day, MORNING) },
  ];
  const apart = (one: Far, n: number) =>
    !all.some((other, m) => m < n && Math.abs(other.at.getTime() - one.at.getTime()) < 1_800_000);
  return all
    .filter((one, n) => one.at > now && apart(one, n))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}
