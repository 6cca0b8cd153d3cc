/** The secrets of one's own programs, as the server keeps them. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, part } from "../../api/client.ts";
import type { Page } from "../../api/types.ts";

export interface Token {
  id: string;
  name: string;
  kind: "api" | "app-password";
  /** "all" or "read", or the doors of a mail program: imap, smtp, dav. */
  rights: string[];
  created_at: string;
  last_used_at: string | null;
}
export interface TokenWish {
  name: string;
  rights: "all" | "read";
}

const key = ["tokens"];

export const useTokens = () =>
  useQuery({
    queryKey: key,
    queryFn: async () => (await api.get<Page<Token>>("/tokens")).items,
  });

export function useKeptTokens() {
  const client = useQueryClient();
  const settled = { onSettled: () => client.invalidateQueries({ queryKey: key }) };
  return {
    make: useMutation({
      mutationFn: (wish: TokenWish) => api.post<{ token: Token; secret: string }>("/tokens", wish),
      ...settled,
    }),
    remove: useMutation({
      mutationFn: (id: string) => api.del<null>(`/tokens/${part(id)}`),
      ...settled,
    }),
  };
}
