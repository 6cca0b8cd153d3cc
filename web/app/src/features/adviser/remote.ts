/** What the adviser asks the server: domains, whether an address can be had, and to make it. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../../api/client.ts";
import { keys } from "../../sync/cache.ts";
import type { Address, Mode, Page } from "../../api/types.ts";

const PAUSE = 250; // milliseconds without a key before the server is asked

export type Availability =
  { state: "empty" | "asking" | "free" } | { state: "taken"; reason: string };

export interface Wish {
  address: string;
  name: string;
  mode: Mode;
}

/** The names of the domains set up here; undefined while they are on their way. */
export function useDomainNames() {
  return useQuery({
    queryKey: ["domains", "names"],
    queryFn: async () =>
      (await api.get<Page<{ name: string }>>("/domains", { limit: 1000 })).items.map(
        (domain) => domain.name,
      ),
  });
}

/** Can this address be had? Asked when typing pauses. */
export function useAvailability(address: string): Availability {
  const settled = useSettled(address);
  const asked = useQuery({
    queryKey: ["available", settled],
    queryFn: () =>
      api.get<{ available: boolean; reason: string | null }>("/addresses/available", {
        address: settled,
      }),
    enabled: settled !== "",
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  if (!address) return { state: "empty" };
  if (address !== settled || asked.isPlaceholderData || !asked.data) return { state: "asking" };
  return asked.data.available
    ? { state: "free" }
    : { state: "taken", reason: asked.data.reason ?? "taken" };
}

/** Whoever makes an address works with it first (the server gives them all rights). */
export function useCreateAddress() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) => api.post<Address>("/addresses", wish),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.addresses }),
  });
}

/** The value once it has not changed for a moment; "" passes at once. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value ? PAUSE : 0);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
