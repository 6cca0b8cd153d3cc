/** What somebody may do with a list. */
import { useAddresses, useMe } from "../../sync/queries.ts";

/** Whether this person runs the list; who only moderates looks and decides. Undefined: not known
 * yet. */
export function useMayManage(list: string): boolean | undefined {
  const me = useMe().data;
  const addresses = useAddresses().data?.items;
  if (me?.role === "administrator") return true;
  if (!me || !addresses) return undefined;
  return addresses.find((one) => one.id === list)?.rights.includes("manage") ?? false;
}
