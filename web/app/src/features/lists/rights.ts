/** What somebody may do with a list. */
import { useAddresses, useMe } from "../../sync/queries.ts";

/** Whether this person runs the list; who only moderates looks and decides. */
export function useMayManage(list: string): boolean {
  const administrates = useMe().data?.role === "administrator";
  const rights = useAddresses().data?.items.find((one) => one.id === list)?.rights;
  return administrates || (rights?.includes("manage") ?? false);
}
