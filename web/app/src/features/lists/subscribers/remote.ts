/** Subscribers: read page by page, looked at, added, changed, taken off. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, part, query } from "../../../api/client.ts";
import { at, file, usePages, useStale } from "../remote.ts";
import type {
  Added,
  Pasted,
  Subscriber,
  SubscriberDetail,
  SubscriberPage,
  Value,
} from "../types.ts";

const PAGE = 200;
const AT_ONCE = 5_000; // people in one request

export interface Filter {
  q: string;
  segment: string;
  state: string;
  sort: string;
}

export function useSubscribers(id: string, filter: Filter) {
  const found = usePages<SubscriberPage>(["subscribers", id], `${at(id)}/subscribers`, {
    ...filter,
    limit: PAGE,
  });
  return {
    ...found,
    total: found.data?.pages[0]?.total ?? 0,
    items: found.data?.pages.flatMap((page) => page.items) ?? [],
  };
}

/** The file with all that the page would show. */
export function exportPath(id: string, { q, segment, state }: Filter): string {
  return file(`${at(id)}/subscribers.csv${query({ q, segment, state })}`);
}

export function evidencePath(id: string, address: string): string {
  return file(`${at(id)}/subscribers/${part(address)}/evidence.json`);
}

export function useSubscriber(id: string, address: string) {
  return useQuery({
    queryKey: ["subscribers", id, "one", address],
    queryFn: () => api.get<SubscriberDetail>(`${at(id)}/subscribers/${part(address)}`),
  });
}

export type SubscriberWish = Partial<
  Pick<Subscriber, "name" | "language" | "delivery" | "topics">
> & {
  attributes?: Record<string, Value | null>;
  state?: "active";
};

export function useChangeSubscriber(id: string, address: string) {
  const stale = useStale(id);
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: SubscriberWish) =>
      api.patch<SubscriberDetail>(`${at(id)}/subscribers/${part(address)}`, wish),
    onSuccess: (now) => {
      client.setQueryData(["subscribers", id, "one", address], now);
      return stale();
    },
  });
}

export interface NewSubscriber {
  address: string;
  name: string;
  attributes?: Record<string, Value>;
}

/** However many: asked in pieces, told as one. */
export function useAddSubscribers(id: string) {
  const stale = useStale(id);
  return useMutation({
    mutationFn: async (subscribers: readonly NewSubscriber[]) => {
      const all: Added = { added: 0, present: 0, refused: [] };
      for (let from = 0; from < subscribers.length; from += AT_ONCE) {
        const some = subscribers.slice(from, from + AT_ONCE);
        const one = await api.post<Added>(`${at(id)}/subscribers`, { subscribers: some });
        all.added += one.added;
        all.present += one.present;
        all.refused.push(...one.refused);
      }
      return all;
    },
    onSettled: stale,
  });
}

export function useRemoveSubscriber(id: string) {
  const stale = useStale(id);
  return useMutation({
    mutationFn: (address: string) => api.del<null>(`${at(id)}/subscribers/${part(address)}`),
    onSuccess: stale,
  });
}

/** What a pasted text would add; `text` is what nobody has typed on for a moment. */
export function usePasted(id: string, text: string) {
  return useQuery({
    queryKey: ["pasted", id, text],
    queryFn: () => api.post<Pasted>(`${at(id)}/subscribers/preview`, { text }),
    enabled: text.trim() !== "",
    placeholderData: (before) => before,
    gcTime: 0,
    retry: false,
  });
}
