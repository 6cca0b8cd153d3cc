/** Fetches what is likely to be opened next, so that it is there when it is. */
import { cache } from "../../sync/cache.ts";
import { conversationQuery } from "../../sync/queries.ts";

const FRESH = 30_000;

export function near(id: string): void {
  void cache.prefetchQuery({ ...conversationQuery(id), staleTime: FRESH });
}
