/** What went out, as colleagues find it. */
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api, part } from "../../../api/client.ts";
import type { Page } from "../../../api/types.ts";

export interface Archived {
  id: string;
  subject: string;
  author: string;
  at: string;
  conversation: string;
  message: string;
}

export function useArchive(list: string, q: string) {
  const found = useInfiniteQuery({
    queryKey: ["archive", list, q],
    queryFn: ({ pageParam }) =>
      api.get<Page<Archived>>(`/addresses/${part(list)}/archive`, {
        q,
        limit: 50,
        cursor: pageParam,
      }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return { ...found, items: found.data?.pages.flatMap((page) => page.items) ?? [] };
}

export function useTakeOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.del<null>(`/archive/${part(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["archive"] }),
  });
}
