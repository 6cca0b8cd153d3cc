/** Addresses of pages. `box` is an address's id or "all". */
export interface Place {
  box: string;
  view: string;
  id?: string | undefined;
}

/** Where an address begins: a list with all its posts (a post is closed once it is sent). */
export function firstView(mode: string): string {
  return mode === "list" ? "all" : "open";
}

export function mailPath({ box, view, id }: Place): string {
  const base = `/mail/${encodeURIComponent(box)}/${encodeURIComponent(view)}`;
  return id ? `${base}/${encodeURIComponent(id)}` : base;
}

export function searchPath(q: string, id?: string): string {
  return `/search${id ? `/${encodeURIComponent(id)}` : ""}?q=${encodeURIComponent(q)}`;
}
