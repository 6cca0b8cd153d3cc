/** How a list is run: read and changed, and what a post of some author would look like. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../../api/client.ts";
import { keys } from "../../../sync/cache.ts";
import { at } from "../remote.ts";

export interface Topic {
  key: string;
  name: string;
  words: string[];
}

export interface Brand {
  colour: string;
  logo: string;
  font: string;
  imprint: string;
}

/** What can be changed. */
export interface Setup {
  language: string;
  prefix: string;
  footer: string;
  reply_to: "author" | "list" | "inbox" | "fixed";
  reply_inbox: string | null;
  reply_fixed: string;
  posting: string;
  posting_domains: string[];
  /** Bytes; 0: what the server takes. */
  max_size: number;
  attachments: string;
  attachment_types: string[];
  archive: "off" | "private" | "public";
  /** Search engines may list the public archive. */
  indexed: boolean;
  /** Older posts are not in the public archive; null: all of them are. */
  public_since: string | null;
  topics: Topic[];
  sign_up: boolean;
  intro: string;
  consent: string;
  digest: string;
  digest_hour: number;
  timezone: string;
  approval: boolean;
  clicks: boolean;
  brand: Brand;
}

export interface ListSettings extends Setup {
  nested: string[];
  moderators: { user: string | null; team: string | null; manages: boolean }[];
  sign_up_url: string;
  archive_url: string;
  feed_url: string;
  /** By language: what one agrees to while `consent` is empty. */
  usual_consent: Record<string, string>;
}

export interface FromPreview {
  step: "keeps" | "ours" | "no-policy" | "via";
  from: string;
  reply_to: string[];
  why: string;
}

export function useListSettings(id: string) {
  return useQuery({
    queryKey: ["list-settings", id],
    queryFn: () => api.get<ListSettings>(`${at(id)}/list`),
  });
}

export function useChangeList(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: Partial<Setup>) => api.put<ListSettings>(`${at(id)}/list`, wish),
    onSuccess: (now) => {
      client.setQueryData(["list-settings", id], now);
      void client.invalidateQueries({ queryKey: ["from-preview", id] });
      return client.invalidateQueries({ queryKey: keys.addresses });
    },
  });
}

export function useNest(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (lists: string[]) => api.put<{ lists: string[] }>(`${at(id)}/nested`, { lists }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["list-settings", id] }),
  });
}

/** Asks the DNS of the author's domain, so it may take a moment. */
export function useFromPreview(id: string, author: string) {
  return useQuery({
    queryKey: ["from-preview", id, author],
    queryFn: () => api.get<FromPreview>(`${at(id)}/from-preview`, { author }),
    enabled: /.@.+\../.test(author),
    placeholderData: keepPreviousData,
    retry: false,
  });
}
