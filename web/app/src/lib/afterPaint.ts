/** What nobody waits for is done when the screen shows what they wait for. */
import { startTransition, useEffect, useState } from "react";

const AT_LATEST = 250; // ms: a window that is hidden paints nothing

/** Runs it when the next paint is on the screen: with the frame after it, so that the work does not
 * hold it up on its way there. The answer takes it back. */
export function afterPaint(run: () => void): () => void {
  let timer = setTimeout(now, AT_LATEST);
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      clearTimeout(timer);
      timer = setTimeout(now);
    });
  });
  function now() {
    cancelAnimationFrame(frame);
    run();
  }
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** The value one paint later: until then the one before, at first none. */
export function useLate<T>(value: T): T | null {
  const [late, setLate] = useState<{ value: T } | null>(null);
  useEffect(() => afterPaint(() => startTransition(() => setLate({ value }))), [value]);
  return late && late.value;
}
