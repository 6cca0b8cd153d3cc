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
