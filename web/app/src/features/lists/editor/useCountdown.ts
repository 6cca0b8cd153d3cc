/** Whole seconds until a moment; ticks while it is near. */
import { useEffect, useState } from "react";

const NEAR = 90; // seconds

export function useCountdown(until: string | null): number {
  const [now, setNow] = useState(() => Date.now());
  const left = until ? Math.max(0, Math.ceil((Date.parse(until) - now) / 1000)) : 0;
  const near = left > 0 && left < NEAR;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), near ? 500 : 30_000);
    return () => clearInterval(timer);
  }, [near]);
  return left;
}
