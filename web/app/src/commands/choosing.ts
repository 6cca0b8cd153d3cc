/** Which entries of the open conversation are being chosen, to split them off; null: none are. */
import { makeStore } from "../lib/store.ts";

export interface Choosing {
  conversation: string;
  numbers: ReadonlySet<number>;
}
export const choosing = makeStore<Choosing | null>(null);

export function choose(conversation: string, numbers: readonly number[] = []): void {
  choosing.set({ conversation, numbers: new Set(numbers) });
}

export function toggle(number: number): void {
  choosing.set((now) => {
    if (!now) return now;
    const numbers = new Set(now.numbers);
    if (!numbers.delete(number)) numbers.add(number);
    return { ...now, numbers };
  });
}
