/** What a time in plain words means ("morgen 9 uhr", "in 3 days"), as the server understands it. */
import { useEffect, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { api, type Problem } from "../api/client.ts";
import { useMe } from "./queries.ts";

const PAUSE = 200; // ms after the last key

export interface Understood {
  /** null: nothing typed yet, still asking, or not understood. */
  at: Date | null;
  /** The words mean no time. */
  wrong: boolean;
}

export function useWhen(text: string): Understood {
  const typed = useSettled(text.trim());
  const zone = useMe().data?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const asked = useQuery({
    queryKey: ["when", typed, zone],
    queryFn: () => api.get<{ at: string }>("/when", { text: typed, timezone: zone }),
    enabled: typed !== "",
    retry: false,
    gcTime: 0, // "in 2 hours" means another time a minute later
  });
  const current = typed === text.trim() && typed !== "";
  return {
    at: current && asked.data ? new Date(asked.data.at) : null,
    wrong: current && (asked.error as Problem | null)?.status === 422,
  };
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
