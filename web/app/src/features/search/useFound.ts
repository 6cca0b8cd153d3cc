/** The hits of a search, page by page. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import type { Hit, Page, Sort } from "../../api/types.ts";
import { keys } from "../../sync/cache.ts";

const PAGE = 50;

export const useFound = (q: string, sort: Sort) =>
  useInfiniteQuery({
    queryKey: [...keys.search(q), sort],
    queryFn: ({ pageParam }) =>
      api.get<Page<Hit>>("/search", { q, sort, limit: PAGE, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: q.trim() !== "",
  });
