/** Which list of conversations a place means, and how it is asked for. */
import type { Params } from "../api/client.ts";
import type { Sort } from "../api/types.ts";
import type { ListKey } from "./cache.ts";
import { ownSort } from "./sorting.ts";
import { sortOf } from "./sortOf.ts";

const PAGE = 50;

export function listOf(box: string, view: string, sort: Sort = sortOf(view)): ListKey {
  return {
    address: box === "all" ? null : box,
    view,
    ...(sort === ownSort(view) ? {} : { sort }),
  };
}

/** The query of one page of it. */
export function rowsWanted(list: ListKey, cursor: string | null): Params {
  return { ...list, limit: PAGE, cursor };
}
