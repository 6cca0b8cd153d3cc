/** Server data for components: what is asked, and under which name it is kept. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, part } from "../api/client.ts";
import type {
  Address,
  Colleague,
  Detail,
  Draft,
  Hit,
  Label,
  Me,
  Page,
  Row,
  Task,
  Views,
} from "../api/types.ts";
import { keys, type ListKey } from "./cache.ts";
import { rowsWanted } from "./lists.ts";

export const useMe = () => useQuery({ queryKey: keys.me, queryFn: () => api.get<Me>("/me") });

export const useAddresses = () =>
  useQuery({ queryKey: keys.addresses, queryFn: () => api.get<Page<Address>>("/addresses") });

export const useViews = () =>
  useQuery({ queryKey: keys.views, queryFn: () => api.get<Views>("/views") });

export const usePeople = () =>
  useQuery({ queryKey: keys.people, queryFn: () => api.get<Page<Colleague>>("/people") });

export const useLabels = () =>
  useQuery({ queryKey: keys.labels, queryFn: () => api.get<Page<Label>>("/labels") });

export const useDrafts = (enabled = true) =>
  useQuery({
    queryKey: keys.drafts,
    queryFn: () => api.get<Page<Draft>>("/drafts", { mine: true }),
    enabled,
    refetchOnMount: "always", // whoever begins to write wants the last word
  });

const HITS = 50;

export const useRows = (list: ListKey) =>
  useInfiniteQuery({
    queryKey: keys.rows(list),
    queryFn: ({ pageParam }) => api.get<Page<Row>>("/conversations", rowsWanted(list, pageParam)),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** Every row of a list, however long: for doing something to all that match. */
export async function allRows(list: ListKey): Promise<Row[]> {
  const all: Row[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Row> = await api.get<Page<Row>>("/conversations", {
      ...list,
      limit: 1000,
      cursor,
    });
    all.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return all;
}

export interface MyTask extends Task {
  conversation: string;
  subject: string;
  address: string;
}

export const useMyTasks = () =>
  useQuery({
    queryKey: keys.tasks,
    queryFn: () => api.get<{ items: MyTask[] }>("/tasks", { mine: 1 }),
  });

export const useSearch = (q: string) =>
  useInfiniteQuery({
    queryKey: keys.search(q),
    queryFn: ({ pageParam }) =>
      api.get<Page<Hit>>("/search", { q, limit: HITS, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: q.trim() !== "",
  });

export const conversationQuery = (id: string) => ({
  queryKey: keys.conversation(id),
  queryFn: () => api.get<Detail>(`/conversations/${part(id)}`),
});

export const useConversation = (id: string) => useQuery(conversationQuery(id));
