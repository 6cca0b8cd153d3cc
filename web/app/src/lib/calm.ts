/** When is what the person came for there? Everything else is loaded after it, and waits until then. */
const LONGEST = 5000; // ms: whatever hangs, the rest comes

let open = 0;
let latest: ReturnType<typeof setTimeout> | undefined;
let settle: () => void;

/** Resolves when the first questions are answered and drawn. */
export const calm = new Promise<void>((done) => {
  settle = done;
});

/** Something is asked of the server. */
export function began(): void {
  open += 1;
  latest ??= setTimeout(settle, LONGEST);
}

export function ended(): void {
  open -= 1;
  setTimeout(() => {
    if (open === 0) requestAnimationFrame(() => setTimeout(settle)); // what was answered is drawn
  });
}

/** Loads a part that nobody waits for. */
export function inCalm<T>(load: () => Promise<T>): Promise<T> {
  latest ??= setTimeout(settle, LONGEST);
  return calm.then(load);
}
