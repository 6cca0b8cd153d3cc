/** Segments: counted while they are typed, kept, changed, removed. */
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { api, part } from "../../../api/client.ts";
import { useSettled } from "../../../lib/useSettled.ts";
import { at, useStale } from "../remote.ts";
import type { Counted, Segment } from "../types.ts";

export function useCount(id: string, query: string) {
  const asked = useSettled(query.trim());
  const found = useQuery({
    queryKey: ["segments", id, "count", asked],
    queryFn: () => api.post<Counted>(`${at(id)}/segments/count`, { query: asked }),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  return { ...found, error: asked === query.trim() ? found.error : null };
}

export type SegmentWish = Pick<Segment, "name" | "query">;

export function useKeptSegments(id: string) {
  const stale = useStale(id);
  return {
    add: useMutation({
      mutationFn: (wish: SegmentWish) => api.post<Segment>(`${at(id)}/segments`, wish),
      onSuccess: stale,
    }),
    change: useMutation({
      mutationFn: ({ id: segment, ...wish }: SegmentWish & { id: string }) =>
        api.put<Segment>(`/segments/${part(segment)}`, wish),
      onSuccess: stale,
    }),
    remove: useMutation({
      mutationFn: (segment: string) => api.del<null>(`/segments/${part(segment)}`),
      onSuccess: stale,
    }),
  };
}
