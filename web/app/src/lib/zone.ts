/** The time zone that times are said and meant in: the person's own, whatever the device thinks. */
let zone: string | undefined; // none: that of the device, which costs less to ask
let parts: Intl.DateTimeFormat | undefined;

/** Answers whether times are said differently now. */
export function setZone(name: string | undefined): boolean {
  const device = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const next = name === device || !known(name) ? undefined : name;
  const changed = next !== zone;
  zone = next;
  asked = new Map();
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
  const said = new Date(at.getTime() + offset(at.getTime()));
  return {
    year: said.getUTCFullYear(),
    month: said.getUTCMonth(),
    day: said.getUTCDate(),
    hour: said.getUTCHours(),
    minute: said.getUTCMinutes(),
    weekday: said.getUTCDay(),
  };
}

/** The moment at which clock and calendar show this; days beyond the month count on. */
export function moment(year: number, month: number, day: number, hour = 0): Date {
  if (!parts) return new Date(year, month, day, hour);
  const wanted = Date.UTC(year, month, day, hour);
  let at = wanted;
  for (let n = 0; n < 2; n++) at = wanted - offset(at); // twice: the first guess may lie across a change of clocks
  return new Date(at);
}

const QUARTER = 15 * 60_000; // ms: clocks change at whole quarters of an hour
const DAY = 96 * QUARTER;
let asked = new Map<number, number>();

/** Milliseconds by which the clocks are ahead of UTC. Most days it is the same from end to end:
 * asking costs more than all else that is done to say a time. */
function offset(at: number): number {
  const day = Math.floor(at / DAY) * DAY;
  const begins = ask(day);
  return begins === ask(day + DAY) ? begins : ask(Math.floor(at / QUARTER) * QUARTER);
}

function ask(at: number): number {
  const known = asked.get(at);
  if (known !== undefined) return known;
  const said = new Map(parts?.formatToParts(at).map((one) => [one.type, Number(one.value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => said.get(type) ?? 0;
  const clock = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"));
  asked.set(at, clock - at);
  return clock - at;
}

function known(name: string | undefined): boolean {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: name });
    return true;
  } catch {
    return false; // a zone this browser has not heard of yet
  }
}
