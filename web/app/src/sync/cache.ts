/** The one cache of server data, and the names of what is in it. */
import { QueryClient, type InfiniteData } from "@tanstack/react-query";
import { Problem } from "../api/client.ts";
import type { Address, Detail, Me, Page, Row, Sort, Team } from "../api/types.ts";

/** Which list of conversations: of one address (or all) in one view; `sort`: not the view's own. */
export interface ListKey {
  address: string | null;
  view: string;
  sort?: Sort;
}

export const keys = {
  me: ["me"] as const,
  addresses: ["addresses"] as const,
  views: ["views"] as const,
  people: ["people"] as const,
  labels: ["labels"] as const,
  drafts: ["drafts"] as const,
  tasks: ["tasks"] as const,
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
  return cachedRows(new Set([id])).get(id);
}

/** What we hold of these conversations. */
export function cachedRows(ids: ReadonlySet<string>): Map<string, Row> {
  const found = new Map<string, Row>();
  for (const [, data] of cachedLists())
    for (const page of data.pages)
      for (const row of page.items)
        if (ids.has(row.id) && !found.has(row.id)) found.set(row.id, row);
  return found;
}

export const cachedAddresses = () => cache.getQueryData<Page<Address>>(keys.addresses)?.items ?? [];
export const cachedTeams = () => cache.getQueryData<Team[]>(["teams"]) ?? [];

export const cachedDetail = (id: string) => cache.getQueryData<Detail>(keys.conversation(id));
export const cachedMe = () => cache.getQueryData<Me>(keys.me);

/** An answer under way knows nothing of what is written now. What is held stays as it is: without
 * going back (`revert: false`) the cancellation itself would stand there as an error. */
export function stopAsking(conversation: string): void {
  void cache.cancelQueries({ queryKey: keys.conversation(conversation) });
}
