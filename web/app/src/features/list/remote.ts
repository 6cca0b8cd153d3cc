/** What the screens of a list read and write on the server. */
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { api, part } from "../../api/client.ts";
import { keys } from "../../sync/cache.ts";
import type { Address, Page, Person } from "../../api/types.ts";

export interface Member extends Person {
  state: "active" | "unsubscribed" | "bouncing";
  since: string;
}

export interface PastePreview {
  valid: Person[];
  duplicate: Person[];
  refused: { line: number; text: string; reason: string }[];
}

export interface Added {
  added: number;
  present: number;
  refused: { address: string; reason: string }[];
}

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

/** The address itself; the count of its members stands there. */
export function useList(id: string) {
  return useQuery({
    queryKey: ["address", id, "settings"],
    queryFn: () => api.get<Address & { posting: string }>(`${at(id)}/settings`),
  });
}

export function useMembers(id: string, q: string) {
  const found = useInfiniteQuery({
    queryKey: ["address", id, "members", q],
    queryFn: ({ pageParam }) =>
      api.get<Page<Member>>(`${at(id)}/subscribers`, { q, limit: PAGE, cursor: pageParam }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return { ...found, items: found.data?.pages.flatMap((page) => page.items) ?? [] };
}

export function usePreview(id: string) {
  return useMutation({
    mutationFn: (text: string) => api.post<PastePreview>(`${at(id)}/subscribers/preview`, { text }),
  });
}

export function useAddMembers(id: string) {
  const refresh = useRefresh(id);
  return useMutation({
    mutationFn: (subscribers: Person[]) =>
      api.post<Added>(`${at(id)}/subscribers`, { subscribers }),
    onSuccess: refresh,
  });
}

export function useRemoveMember(id: string) {
  const refresh = useRefresh(id);
  return useMutation({
    mutationFn: (address: string) => api.del<null>(`${at(id)}/subscribers/${part(address)}`),
    onSuccess: refresh,
  });
}

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

function useRefresh(id: string) {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [["address", id, "members"], ["address", id, "settings"], [...keys.addresses]].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
}
