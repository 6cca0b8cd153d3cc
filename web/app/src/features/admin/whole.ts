/** What comes all at once, for places that show rows page by page. */
import type { PagedRows } from "../../ui/page/Paged.tsx";

interface Found {
  data?: readonly unknown[] | undefined;
  isPending: boolean;
  error: Error | null;
  refetch: () => unknown;
}

export function whole({ data, isPending, error, refetch }: Found): PagedRows {
  return {
    items: data ?? [],
    isPending,
    error,
    refetch,
    hasNextPage: false,
    isFetchingNextPage: false,
    fetchNextPage: () => undefined,
  };
}
