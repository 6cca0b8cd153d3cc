/** Is there room for one pane only? */
import { useSyncExternalStore } from "react";

const PHONE = "(max-width: 760px)";

export function usePhone(): boolean {
  return useSyncExternalStore(watch, () => matchMedia(PHONE).matches);
}

function watch(listener: () => void) {
  const media = matchMedia(PHONE);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}
