/** The time zone that times are said and meant in: the person's own, whatever the device thinks. */
let zone: string | undefined; // none: that of the device, which costs less to ask
let parts: Intl.DateTimeFormat | undefined;

/** Answers whether times are said differently now. */
export function setZone(name: string | undefined): boolean {
  const device = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const next = name === device || !known(name) ? undefined : name;
  const changed = next !== zone;
  zone = next;
  parts = zone ? new Intl.DateTimeFormat("en-GB", { ...FIELDS, timeZone: zone }) : undefined;
  return changed;
}

export const theZone = (): string | undefined => zone;

/** What clock and calendar show. `month` counts from 0, `weekday` from Sunday, as in Date. */
export interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  weekday: number;
}

const FIELDS = {
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  hourCycle: "h23",
} as const;

export function wall(at: Date): Wall {
  if (!parts)
    return {
      year: at.getFullYear(),
      month: at.getMonth(),
      day: at.getDate(),
      hour: at.getHours(),
      minute: at.getMinutes(),
      weekday: at.getDay(),
    };
  const said = new Map(parts.formatToParts(at).map((one) => [one.type, Number(one.value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => said.get(type) ?? 0;
  const [year, month, day] = [of("year"), of("month") - 1, of("day")];
  const weekday = new Date(Date.UTC(year, month, day)).getUTCDay();
  return { year, month, day, hour: of("hour"), minute: of("minute"), weekday };
}

/** The moment at which clock and calendar show this; days beyond the month count on. */
export function moment(year: number, month: number, day: number, hour = 0): Date {
  if (!parts) return new Date(year, month, day, hour);
  const wanted = Date.UTC(year, month, day, hour);
  let at = wanted;
  for (let n = 0; n < 2; n++) at = wanted - offset(at); // twice: the first guess may lie across a change of clocks
  return new Date(at);
}

/** Milliseconds by which the clocks are ahead of UTC. */
function offset(at: number): number {
  const { year, month, day, hour, minute } = wall(new Date(at));
  return Date.UTC(year, month, day, hour, minute) - Math.floor(at / 60_000) * 60_000;
}

function known(name: string | undefined): boolean {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: name });
    return true;
  } catch {
    return false; // a zone this browser has not heard of yet
  }
}
