/** What was searched last, on this device only. */
const KEY = "recent-searches";
const KEPT = 6;

export const recent = {
  get(): string[] {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
    } catch {
      return [];
    }
  },
  add(q: string) {
    const kept = [q, ...recent.get().filter((one) => one !== q)].slice(0, KEPT);
    localStorage.setItem(KEY, JSON.stringify(kept));
  },
  clear: () => localStorage.removeItem(KEY),
};
