/** Where the pages of a list are, and which list a page is about. */
import { useParams } from "@tanstack/react-router";

/** What the path says: `/lists/$address/…`. Pages loaded later are not in the router's types. */
export function useListParams(): Record<string, string | undefined> {
  return useParams({ strict: false });
}

export function listPath(id: string, place: string): string {
  return `/lists/${encodeURIComponent(id)}/${place}`;
}

/** What the address line asks for. The router puts quotes around what looks like a number. */
export function searched(key: string): string {
  const raw = new URLSearchParams(location.search).get(key) ?? "";
  return /^".*"$/.test(raw) ? String(JSON.parse(raw)) : raw;
}
