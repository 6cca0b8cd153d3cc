/** The one cache of server data, and the names of what is in it. */
import { QueryClient, type InfiniteData } from "@tanstack/react-query";
import { Problem } from "../api/client.ts";
import type { Detail, Me, Page, Row } from "../api/types.ts";

/** Which list of conversations: of one address (or all) in one view. */
export interface ListKey {
  address: string | null;
  view: string;
}

export const keys = {
  me: ["me"] as const,
  addresses: ["addresses"] as const,
  views: ["views"] as const,
  people: ["people"] as const,
  labels: ["labels"] as const,
  drafts: ["drafts"] as const,
  rows: (list: ListKey) => ["rows", list] as const,
  allRows: ["rows"] as const,
  conversation: (id: string) => ["conversation", id] as const,
  search: (q: string) => ["search", q] as const,
};

export const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000, // the stream tells us sooner
      gcTime: 30 * 60_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && !(error instanceof Problem && error.status >= 400),
    },
  },
});

export type RowPages = InfiniteData<Page<Row>, string | null>;

export function cachedLists(): [ListKey, RowPages][] {
  return cache
    .getQueriesData<RowPages>({ queryKey: keys.allRows })
    .flatMap(([key, data]) => (data ? [[key[1] as ListKey, data]] : []));
}

export function cachedRow(id: string): Row | undefined {
  for (const [, data] of cachedLists())
    for (const page of data.pages) for (const row of page.items) if (row.id === id) return row;
  return undefined;
}

export const cachedDetail = (id: string) => cache.getQueryData<Detail>(keys.conversation(id));
export const cachedMe = () => cache.getQueryData<Me>(keys.me);
