/** What the screens of campaigns read and write on the server. */
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { api, part } from "../../../api/client.ts";
import type { Page } from "../../../api/types.ts";
import type { Content } from "../editor/blocks.ts";

export type CampaignState =
  | "draft"
  | "asked"
  | "approved"
  | "scheduled"
  | "freezing"
  | "sending"
  | "paused"
  | "sent"
  | "cancelled";

/** Why it is a draft again though it was to leave; "" = it is not. */
export type Comeback = "" | "audience" | "topic" | "content" | "sender" | "failed";

export interface CampaignLine {
  id: string;
  state: CampaignState;
  name: string;
  subject: string;
  segment: string;
  send_at: string | null;
  changed_at: string | null;
  created_by: string | null;
  /** The mailing it became. */
  send: string | null;
  total: number | null;
}

export interface Campaign extends Omit<CampaignLine, "segment"> {
  /** The id of the list. */
  address: string;
  preheader: string;
  content: Content;
  /** Its id. */
  segment: string | null;
  segment_name: string;
  /** The words of the segment, or its own; "" = everyone. */
  query: string;
  topic: string;
  zone: "ours" | "recipient";
  reply_to: string;
  reply_inbox: string | null;
  clicks: boolean;
  version: number;
  back: Comeback;
  asked_by: string | null;
  approved_by: string | null;
}

export interface Template {
  id: string;
  /** null: for all lists. */
  address: string | null;
  name: string;
  content: Content;
}

const PAGE = 50;
const one = (id: string): string => `/campaigns/${part(id)}`;
const at = (list: string): string => `/addresses/${part(list)}`;

/** The stream invalidates "campaigns" with every change of one (sync/live.ts). */
export const campaignKeys = {
  all: ["campaigns"],
  list: (list: string) => ["campaigns", "of", list],
  one: (id: string) => ["campaigns", "one", id],
  templates: (list: string) => ["campaigns", "templates", list],
} as const;

export function useCampaigns(list: string) {
  const found = useInfiniteQuery({
    queryKey: campaignKeys.list(list),
    queryFn: ({ pageParam }) =>
      api.get<Page<CampaignLine>>(`${at(list)}/campaigns`, { limit: PAGE, cursor: pageParam }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return { ...found, items: found.data?.pages.flatMap((page) => page.items) ?? [] };
}

export const useCampaign = (id: string) =>
  useQuery({ queryKey: campaignKeys.one(id), queryFn: () => api.get<Campaign>(one(id)) });

export const useTemplates = (list: string, enabled = true) =>
  useQuery({
    queryKey: campaignKeys.templates(list),
    queryFn: async () => (await api.get<Page<Template>>(`${at(list)}/templates`)).items,
    enabled,
  });

interface Begun {
  name: string;
  template?: string;
  copy_of?: string;
}

export function useBegin(list: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (wish: Begun) => api.post<Campaign>(`${at(list)}/campaigns`, wish),
    onSuccess: refresh,
  });
}

export function useThrowAway() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => api.del<null>(one(id)), onSuccess: refresh });
}

export function useKeepTemplate(list: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (wish: { name: string; content: Content; everywhere: boolean }) =>
      api.post<Template>(`${at(list)}/templates`, wish),
    onSuccess: refresh,
  });
}

export function useForgetTemplate() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: string) => api.del<null>(`/templates/${part(id)}`),
    onSuccess: refresh,
  });
}

export interface Leaving {
  version: number;
  send_at: string | null;
  zone: "ours" | "recipient";
}

/** What becomes of a draft: a second person is asked, it is sent, or taken back. */
export type Step =
  | { verb: "submit" | "approve" | "return"; version: number }
  | ({ verb: "send" } & Leaving)
  | { verb: "unschedule" };

export function useStep(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ verb, ...wish }: Step) =>
      api.post<Campaign | null>(`${one(id)}/${verb}`, verb === "unschedule" ? undefined : wish),
    onSuccess: refresh,
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: campaignKeys.all });
}
