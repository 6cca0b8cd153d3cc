/** What a house shares beside its mail: saved views, teams, own statuses; and changing it with a way back. */
import { useMutation, useQuery, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { api, part } from "../api/client.ts";
import type { Page, SavedReply, SavedView, Sort, Status, Team } from "../api/types.ts";

export const sharedKeys = {
  views: ["saved-views"],
  teams: ["teams"],
  statuses: ["statuses"],
  replies: ["saved-replies"],
} as const;

const all = <T>(queryKey: QueryKey, path: string) => ({
  queryKey,
  queryFn: async () => (await api.get<Page<T>>(path)).items,
});

export const useSavedViews = (enabled = true) =>
  useQuery({
    ...all<SavedView>(sharedKeys.views, "/saved-views"),
    enabled,
    select: (views) => [...views].sort((a, b) => a.position - b.position),
  });
export const useTeams = () => useQuery(all<Team>(sharedKeys.teams, "/teams"));
export const useStatuses = () =>
  useQuery({
    ...all<Status>(sharedKeys.statuses, "/statuses"),
    select: (statuses) => [...statuses].sort((a, b) => a.position - b.position),
  });
export const useSavedReplies = () =>
  useQuery(all<SavedReply>(sharedKeys.replies, "/saved-replies"));

export interface ViewWish {
  name: string;
  query: string;
  sort: Sort;
  for: SavedView["for"];
  team: string | null;
  tone: number;
}
export type StatusWish = Pick<Status, "name" | "type" | "tone">;
export type TeamWish = Pick<Team, "name" | "members">;
export type ReplyWish = Pick<SavedReply, "name" | "folder" | "text" | "html" | "for" | "address">;

/** Making, changing and removing one kind of thing; what is kept of it is read again after each. */
function useKept<Wish, Thing extends { id: string }>(path: string, key: QueryKey) {
  const client = useQueryClient();
  const stale = () => client.invalidateQueries({ queryKey: key });
  const settled = { onSettled: stale };
  return {
    make: useMutation({ mutationFn: (wish: Wish) => api.post<Thing>(path, wish), ...settled }),
    change: useMutation({
      mutationFn: ({ id, ...wish }: Partial<Wish> & { id: string; position?: number }) =>
        api.patch<Thing>(`${path}/${part(id)}`, wish),
      ...settled,
    }),
    remove: useMutation({
      mutationFn: (id: string) => api.del<null>(`${path}/${part(id)}`),
      ...settled,
    }),
  };
}

export const useKeptViews = () => useKept<ViewWish, SavedView>("/saved-views", sharedKeys.views);
export const useKeptTeams = () => useKept<TeamWish, Team>("/teams", sharedKeys.teams);
export const useKeptStatuses = () => useKept<StatusWish, Status>("/statuses", sharedKeys.statuses);
export const useKeptReplies = () =>
  useKept<ReplyWish, SavedReply>("/saved-replies", sharedKeys.replies);
