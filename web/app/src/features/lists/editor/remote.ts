/** What the editor asks the server: how it will look, what to mend, and to whom it would go. */
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { api, part } from "../../../api/client.ts";
import type { Page, Person } from "../../../api/types.ts";
import { useSettled } from "../../../lib/useSettled.ts";
import { at } from "../remote.ts";
import type { ListSettings } from "../settings/remote.ts";
import type { Counted } from "../types.ts";

export interface Preview {
  sender: Person;
  /** Where answers go, as its sender stands now. */
  reply_to: Person;
  subject: string;
  preheader: string;
  html: string;
  text: string;
  to: string;
  /** Pictures on other servers. */
  afar: number;
}

export interface Hint {
  code: string;
  level: "error" | "warning" | "good";
  /** "" = the whole. */
  block: string;
  data: Record<string, unknown>;
}

/** `version`: what is kept is shown, so that a save shows itself. */
export const usePreview = (asked: {
  campaign: string;
  version: number;
  recipient: string;
  /** With those on other servers. */
  pictures: boolean;
}) =>
  useQuery({
    queryKey: ["campaign-preview", asked],
    queryFn: () =>
      api.get<Preview>(`/campaigns/${part(asked.campaign)}/preview`, {
        recipient: asked.recipient,
        pictures: asked.pictures ? 1 : 0,
      }),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    retry: false,
  });

export const useHints = (campaign: string, version: number) =>
  useQuery({
    queryKey: ["campaign-hints", campaign, version],
    queryFn: async () => (await api.get<Page<Hint>>(`/campaigns/${part(campaign)}/hints`)).items,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });

/** For who manages the list. */
export const useListSettings = (list: string, enabled = true) =>
  useQuery({
    queryKey: ["list-settings", list],
    queryFn: () => api.get<ListSettings>(`${at(list)}/list`),
    enabled,
    retry: false,
  });

/** How many would get it; "" asks for everyone. A query that cannot be read is an error. */
export function useCount(list: string, query: string) {
  const asked = useSettled(query.trim());
  const found = useQuery({
    queryKey: ["segments", list, "count", asked],
    queryFn: () => api.post<Counted>(`${at(list)}/segments/count`, { query: asked }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const settled = asked === query.trim();
  return { ...found, error: settled ? found.error : null, settled: settled && !found.isFetching };
}

/** Whom a campaign reaches at this moment. */
export interface Reach {
  mails: number;
  /** They find it in their next digest. */
  digests: number;
  /** They want no mail for now. */
  paused: number;
}

/** By what is kept: `version` says of which version the answer is. */
export const useReach = (campaign: string, version: number) =>
  useQuery({
    queryKey: ["subscribers", "reach", campaign, version],
    queryFn: () => api.get<Reach>(`/campaigns/${part(campaign)}/audience`),
    retry: false,
  });

export interface Somebody {
  address: string;
  name: string;
}

export const useSomebody = (list: string, q: string) =>
  useQuery({
    queryKey: ["subscribers", list, "somebody", q],
    queryFn: async () =>
      (await api.get<Page<Somebody>>(`${at(list)}/subscribers`, { q, limit: 8 })).items,
    placeholderData: keepPreviousData,
    retry: false,
  });

export function useTest(campaign: string) {
  return useMutation({
    mutationFn: (wish: { to: string[]; recipient: string }) =>
      api.post<{ sent: string[] }>(`/campaigns/${part(campaign)}/test`, wish),
  });
}

/** The picture's address on the web, as everyone who gets the mail loads it. */
export async function addPicture(list: string, file: File): Promise<string> {
  const form = new FormData();
  form.append("file", file);
  return (await api.post<{ url: string }>(`${at(list)}/pictures`, form)).url;
}
