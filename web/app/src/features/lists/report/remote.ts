/** What the screens of results read and write on the server. */
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { api, part } from "../../../api/client.ts";
import type { Page } from "../../../api/types.ts";
import type { Totals } from "./totals.ts";

export type MailingState = "waiting" | "sending" | "paused" | "sent" | "cancelled";

export interface Mailing {
  id: string;
  address: string;
  kind: "post" | "campaign";
  name: string;
  subject: string;
  state: MailingState;
  conversation: string | null;
  campaign: string | null;
  by: string | null;
  at: string | null;
  finished_at: string | null;
  totals: Totals;
}

export interface Report {
  mailing: Mailing;
  links: { url: string; people: number; clicks: number; scanners: number }[];
  destinations: Slow[];
  /** Copies handed over, minute by minute. */
  timeline: [string, number][];
}

/** A domain that asked us to be slower. */
export interface Slow {
  domain: string;
  limit: number;
  closed_until: string | null;
  code: string;
  text: string;
}

export interface Recipient {
  address: string;
  name: string;
  state: string;
  code: string;
  detail: string;
  at: string | null;
  bounced_at: string | null;
  complained_at: string | null;
  unsubscribed_at: string | null;
  answered_at: string | null;
  clicked_at: string | null;
}

const PAGE = 100;
const BEAT = 2_000; // ms; while it runs the stream tells of it, too
const one = (id: string): string => `/mailings/${part(id)}`;
export const runs = (state: MailingState): boolean => state === "sending" || state === "waiting";

export function useMailings(list: string) {
  const found = useInfiniteQuery({
    queryKey: ["mailings", "of", list],
    queryFn: ({ pageParam }) =>
      api.get<Page<Mailing>>(`/addresses/${part(list)}/mailings`, {
        limit: 50,
        cursor: pageParam,
      }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return { ...found, items: found.data?.pages.flatMap((page) => page.items) ?? [] };
}

export const useReport = (id: string) =>
  useQuery({
    queryKey: ["mailings", "one", id],
    queryFn: () => api.get<Report>(one(id)),
    refetchInterval: ({ state }) => (state.data && runs(state.data.mailing.state) ? BEAT : false),
  });

export function useRecipients(id: string, state: string, q: string) {
  const found = useInfiniteQuery({
    queryKey: ["mailings", "recipients", id, state, q],
    queryFn: ({ pageParam }) =>
      api.get<Page<Recipient>>(`${one(id)}/recipients`, {
        state,
        q,
        limit: PAGE,
        cursor: pageParam,
      }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return { ...found, items: found.data?.pages.flatMap((page) => page.items) ?? [] };
}

export function useSteer(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (verb: "pause" | "resume" | "cancel") => api.post<null>(`${one(id)}/${verb}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["mailings"] }),
  });
}

export const tableOf = (id: string): string => `/api/v1${one(id)}/recipients.csv`;
