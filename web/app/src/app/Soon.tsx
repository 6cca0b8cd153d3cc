/** What may come one frame later than the rest, so that the rest is there at once. */
import { useEffect, useState, type ReactNode } from "react";

interface Props {
  /** Takes the room until then. */
  before: ReactNode;
  children: () => ReactNode;
}

export function Soon({ before, children }: Props) {
  const [now, setNow] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setNow(true));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return now ? children() : before;
}
