/** Conversations with an act on its way: what the server says of them now may be older than what we show. */
const held = new Map<string, number>();

export function hold(ids: readonly string[]): void {
  for (const id of ids) held.set(id, (held.get(id) ?? 0) + 1);
}

export function release(ids: readonly string[]): void {
  for (const id of ids) {
    const left = (held.get(id) ?? 1) - 1;
    if (left > 0) held.set(id, left);
    else held.delete(id);
  }
}

export const isHeld = (id: string) => held.has(id);

/** Nothing else is on its way for this one. */
export const soleHolder = (id: string) => (held.get(id) ?? 0) <= 1;
