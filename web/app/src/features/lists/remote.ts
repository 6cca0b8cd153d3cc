/** What a list's own screens read and write on the server. The stream says what is stale. */
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { api, part } from "../../api/client.ts";
import type { Page } from "../../api/types.ts";
import { keys } from "../../sync/cache.ts";
import type { Attribute, AttributeWish, Segment } from "./types.ts";

export const at = (id: string): string => `/addresses/${part(id)}`;

/** Where a file of the API lies, for a link that downloads it. */
export const file = (path: string): string => `/api/v1${path}`;

export function useAttributes(id: string) {
  return useQuery({
    queryKey: ["attributes", id],
    queryFn: async () => (await api.get<Page<Attribute>>(`${at(id)}/attributes`)).items,
  });
}

export function useKeptAttributes(id: string) {
  const stale = useStale(id);
  return {
    add: useMutation({
      mutationFn: (wish: AttributeWish) => api.post<Attribute>(`${at(id)}/attributes`, wish),
      onSuccess: stale,
    }),
    change: useMutation({
      mutationFn: ({ key, ...wish }: AttributeWish & { key: string }) =>
        api.put<Attribute>(`${at(id)}/attributes/${part(key)}`, wish),
      onSuccess: stale,
    }),
    remove: useMutation({
      mutationFn: (key: string) => api.del<null>(`${at(id)}/attributes/${part(key)}`),
      onSuccess: stale,
    }),
  };
}

export function useSegments(id: string) {
  return useQuery({
    queryKey: ["segments", id],
    queryFn: async () => (await api.get<Page<Segment>>(`${at(id)}/segments`)).items,
  });
}

/** Reads page after page; `items` are those fetched so far. */
export function usePages<P extends Page<unknown>>(
  key: readonly unknown[],
  path: string,
  params: Record<string, string | number>,
) {
  return useInfiniteQuery({
    queryKey: [...key, params],
    queryFn: ({ pageParam }) => api.get<P>(path, { ...params, cursor: pageParam }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** After a write of our own: everything of this list is asked again. */
export function useStale(id: string) {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [
        ["subscribers", id],
        ["attributes", id],
        ["segments", id],
        ["imports", id],
        keys.addresses,
      ].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
}
