/** Is there room for one pane only? Asked of the browser once, then told by it: asking costs a layout. */
import { usePart, makeStore } from "./store.ts";

const media = matchMedia("(max-width: 760px)");
const phone = makeStore(media.matches);
media.addEventListener("change", () => phone.set(media.matches));

export function usePhone(): boolean {
  return usePart(phone, (yes) => yes);
}
