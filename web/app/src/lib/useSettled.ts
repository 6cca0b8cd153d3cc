/** A text once nobody has typed for a moment. */
import { useEffect, useState } from "react";

export function useSettled(text: string, pause = 350): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause);
    return () => clearTimeout(timer);
  }, [text, pause]);
  return settled;
}
