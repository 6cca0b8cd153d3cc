/** The conversations beside the one we are at are fetched while it is read. */
import { useEffect } from "react";
import { near } from "./near.ts";

const PAUSE = 80; // ms: whoever walks on quickly does not want all on the way

export function useNeighbours(rows: readonly { id: string }[] | undefined, at: string | undefined) {
  const here = rows?.findIndex((row) => row.id === at) ?? -1;
  const beside = at && here >= 0 ? [here + 1, here + 2, here - 1] : [0];
  const wanted = beside.flatMap((n) => rows?.[n]?.id ?? []).join(" ");
  useEffect(() => {
    const timer = setTimeout(() => wanted.split(" ").filter(Boolean).forEach(near), PAUSE);
    return () => clearTimeout(timer);
  }, [wanted]);
}
