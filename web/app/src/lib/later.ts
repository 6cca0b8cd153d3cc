/** When "later" could be: only times still to come. Pure. */
export interface Moment {
  key: "hour" | "afternoon" | "tomorrow" | "monday";
  at: Date;
}

export function moments(now: Date): Moment[] {
  const on = (days: number, hour: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const toMonday = ((8 - now.getDay()) % 7 || 7) as number;
  const all: Moment[] = [
    { key: "hour", at: new Date(now.getTime() + 3_600_000) },
    { key: "afternoon", at: on(0, 16) },
    { key: "tomorrow", at: on(1, 8) },
    { key: "monday", at: on(toMonday, 8) },
  ];
  return all.filter(({ key, at }) => at > now && !(key === "monday" && toMonday === 1));
}

export interface Far {
  key: "hours" | "evening" | "tomorrow" | "monday" | "week" | "month";
  at: Date;
}

/** Times to put something aside until, or to have it done by: only those to come, in order. */
export function farther(now: Date): Far[] {
  const on = (days: number, hour: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  const hours = new Date(now.getTime() + 3 * 3_600_000);
  hours.setMinutes(Math.ceil(hours.getMinutes() / 15) * 15, 0, 0);
  const all: Far[] = [
    { key: "hours", at: hours },
    { key: "evening", at: on(0, 18) },
    { key: "tomorrow", at: on(1, 8) },
    { key: "monday", at: on(toMonday, 8) },
    { key: "week", at: on(7, 8) },
    { key: "month", at: new Date(now.getFullYear(), now.getMonth() + 1, now.getDate(), 8) },
  ];
  const apart = (one: Far, n: number) =>
    !all.some((other, m) => m < n && Math.abs(other.at.getTime() - one.at.getTime()) < 1_800_000);
  return all
    .filter((one, n) => one.at > now && apart(one, n))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}
