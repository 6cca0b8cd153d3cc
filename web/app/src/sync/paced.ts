/** At once, and then once a second at most: bursts of deliveries, bounces and clicks. */
const A_SECOND = 1_000;
const again = new Map<string, (() => void) | null>();

/** Runs now, or when the second of the last run for this key is over; the last call counts. */
export function paced(key: string, run: () => void): void {
  if (again.has(key)) {
    again.set(key, run);
    return;
  }
  again.set(key, null);
  run();
  setTimeout(() => over(key), A_SECOND);
}

function over(key: string): void {
  const run = again.get(key);
  again.delete(key);
  if (run) paced(key, run);
}
