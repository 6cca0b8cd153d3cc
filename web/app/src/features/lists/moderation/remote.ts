/** Posts that wait, and who may always post. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, part } from "../../../api/client.ts";
import type { Page, Person } from "../../../api/types.ts";
import { keys } from "../../../sync/cache.ts";

export interface Held {
  id: string;
  conversation: string;
  message: string;
  reason: string;
  at: string;
  subject: string;
  snippet: string;
  author: Person;
  /** The sender is who the mail says. */
  believed: boolean;
  size: number;
  attachments: number;
  /** A refusal can be told to the author. */
  can_tell: boolean;
}

export interface Allowed {
  address: string;
  by: string | null;
  at: string;
}

const at = (list: string): string => `/addresses/${part(list)}`;

export const useHeld = (list: string) =>
  useQuery({
    queryKey: ["held", list],
    queryFn: async () => (await api.get<Page<Held>>(`${at(list)}/held`)).items,
  });

export const useAllowed = (list: string) =>
  useQuery({
    queryKey: ["held", list, "allowed"],
    queryFn: async () => (await api.get<Page<Allowed>>(`${at(list)}/allowed`)).items,
  });

export type Decision =
  { verb: "approve"; allow: boolean } | { verb: "refuse"; reason: string; tell_author: boolean };

export function useDecide() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, verb, ...wish }: Decision & { id: string }) =>
      api.post<null>(`/held/${part(id)}/${verb}`, wish),
    onSettled: refresh, // somebody may have been quicker
  });
}

export function useDisallow(list: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (address: string) => api.del<null>(`${at(list)}/allowed/${part(address)}`),
    onSuccess: refresh,
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [["held"], keys.addresses].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
}
