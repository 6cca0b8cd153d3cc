/** What the screens of a list read and write on the server. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, part } from "../../api/client.ts";
import type { Page } from "../../api/types.ts";
import { keys } from "../../sync/cache.ts";

export interface Delivery {
  recipient: string;
  state: string;
  detail: string;
  at: string | null;
}

export interface Deliveries extends Page<Delivery> {
  totals: Record<string, number>;
}

const PAGE = 100;
const at = (id: string): string => `/addresses/${part(id)}`;

/** What became of each copy; the stream invalidates "outbox" with every change of a delivery. */
export function useDeliveries(conversation: string) {
  const found = useInfiniteQuery({
    queryKey: ["outbox", "copies", conversation],
    queryFn: ({ pageParam }) =>
      api.get<Deliveries>(`/conversations/${part(conversation)}/deliveries`, {
        limit: PAGE,
        cursor: pageParam,
      }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return {
    ...found,
    totals: found.data?.pages[0]?.totals ?? {},
    items: found.data?.pages.flatMap((page) => page.items) ?? [],
  };
}

/** The mailing a conversation of the list went out as; null: none, or not for this person. */
export function useMailingOf(address: string, conversation: string) {
  return useQuery({
    queryKey: ["mailings", "of-conversation", address, conversation],
    queryFn: async () => {
      const found = await api.get<Page<{ id: string }>>(`${at(address)}/mailings`, {
        conversation,
        limit: 1,
      });
      return found.items[0]?.id ?? null;
    },
    retry: false,
  });
}

/** A post that waits until somebody who manages the list lets it through. */
export interface Held {
  id: string;
  conversation: string;
  message: string;
  reason: string;
  at: string;
}

export function useHeld(id: string) {
  return useQuery({
    queryKey: ["address", id, "held"],
    queryFn: async () => (await api.get<Page<Held>>(`${at(id)}/held`)).items,
  });
}

export function useDecide(id: string) {
  const refresh = useRefresh(id);
  return useMutation({
    mutationFn: ({ held, approve }: { held: string; approve: boolean }) =>
      api.post<null>(`/held/${part(held)}/${approve ? "approve" : "refuse"}`),
    onSuccess: refresh,
  });
}

function useRefresh(id: string) {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [["address", id, "held"], keys.addresses].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
}
