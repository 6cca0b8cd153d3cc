/** The address one was at last, for the phone's bar. */
const KEY = "box";

export const lastBox = {
  get: (): string | null => localStorage.getItem(KEY),
  set: (id: string) => localStorage.setItem(KEY, id),
};
