/** What the administration reads and writes on the server. */
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryKey,
} from "@tanstack/react-query";
import { api, part, query } from "../../api/client.ts";
import type { Address, Colleague, Mode, Page, Right } from "../../api/types.ts";
import { keys as known } from "../../sync/cache.ts";
import type { AuditRow } from "./audit.ts";
import type { Preview } from "./switching.ts";
import type { Check, Domain, IntakeRow, OutboxRow, Settings, Suppression } from "./types.ts";

const PAGE = 50;
const COPIES = 200; // of posts there are many, shown as one line

const keys = {
  // The stream invalidates "address", "intake" and "outbox" (sync/live.ts).
  settings: (id: string) => ["address", id, "settings"],
  preview: (id: string, to: Mode) => ["address", id, "mode-preview", to],
  domains: ["domains"],
  suppressions: ["suppressions"],
  people: ["people", "pages"],
  intake: ["intake"],
  outbox: ["outbox", "pages"],
  audit: ["audit"],
} as const;

/** Reads page after page; `items` are those fetched so far. */
function usePaged<T>(key: QueryKey, path: string, filter: Record<string, string>, limit = PAGE) {
  const found = useInfiniteQuery({
    queryKey: [...key, filter],
    queryFn: ({ pageParam }) =>
      api.get<Page<T>>(path + query({ ...filter, limit, cursor: pageParam })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return { ...found, items: found.data?.pages.flatMap((page) => page.items) ?? [] };
}

/** A write, after which what it may have changed is read again. */
function useWrite<Wish, Answer>(
  write: (wish: Wish) => Promise<Answer>,
  stale: readonly QueryKey[],
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () =>
      Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey: [...queryKey] }))),
  });
}

export function useSettings(id: string) {
  return useQuery({
    queryKey: keys.settings(id),
    queryFn: () => api.get<Settings>(`/addresses/${part(id)}/settings`),
  });
}

export type SettingsWish = Partial<
  Pick<Settings, "name" | "signature" | "aliases" | "posting" | "undo_seconds" | "answer_assigns">
>;

export function useChangeSettings(id: string) {
  return useWrite(
    (wish: SettingsWish) => api.patch<Address>(`/addresses/${part(id)}`, wish),
    [keys.settings(id), known.addresses],
  );
}

export function useSetGrant(id: string) {
  return useWrite(
    ({ user, rights }: { user: string; rights: Right[] }) =>
      api.put<unknown>(`/addresses/${part(id)}/grants/${part(user)}`, { rights }),
    [keys.settings(id), known.addresses],
  );
}

export function useSetTeamGrant(id: string) {
  return useWrite(
    ({ team, rights }: { team: string; rights: Right[] }) =>
      api.put<unknown>(`/addresses/${part(id)}/team-grants/${part(team)}`, { rights }),
    [keys.settings(id), known.addresses],
  );
}

export function useRemoveAddress() {
  return useWrite(
    (id: string) => api.del<null>(`/addresses/${part(id)}`),
    [known.addresses, keys.audit],
  );
}

export function useAudit() {
  return usePaged<AuditRow>(keys.audit, "/audit", {});
}

export function useBreakGlass() {
  return useWrite(
    (wish: { conversation: string; reason: string }) =>
      api.post<{ conversation: string }>("/glass", wish),
    [keys.audit, known.allRows],
  );
}

export function useModePreview(id: string, to: Mode) {
  return useQuery({
    queryKey: keys.preview(id, to),
    queryFn: () => api.get<Preview>(`/addresses/${part(id)}/mode-preview`, { to }),
    gcTime: 0, // counted anew each time somebody asks
  });
}

export function useSwitchMode(id: string) {
  return useWrite(
    (mode: Mode) => api.post<Address>(`/addresses/${part(id)}/mode`, { mode }),
    [keys.settings(id), known.addresses, known.allRows],
  );
}

export function useDomains() {
  return usePaged<Domain>(keys.domains, "/domains", {});
}

export function useAddDomain() {
  return useWrite(
    (wish: Pick<Domain, "name" | "kind">) => api.post<Domain>("/domains", wish),
    [keys.domains],
  );
}

export function useRemoveDomain() {
  return useWrite((id: string) => api.del<null>(`/domains/${part(id)}`), [keys.domains]);
}

/** Asks the DNS anew each time somebody looks; takes seconds. */
export function useChecks(domain: string) {
  return useQuery({
    queryKey: [...keys.domains, "checks", domain],
    queryFn: async () => (await api.get<Page<Check>>(`/domains/${part(domain)}/checks`)).items,
    staleTime: 0,
    retry: false,
  });
}

export function useSuppressions(q: string) {
  return usePaged<Suppression>(keys.suppressions, "/suppressions", { q });
}

export function useLiftSuppression() {
  return useWrite(
    (address: string) => api.del<null>(`/suppressions/${part(address)}`),
    [keys.suppressions, keys.audit],
  );
}

export function usePeople() {
  return usePaged<Colleague>(keys.people, "/people", {});
}

export interface PersonWish {
  name?: string;
  role?: Colleague["role"];
  active?: boolean;
  password?: string;
}

export function useAddPerson() {
  return useWrite(
    (wish: PersonWish & { address: string }) => api.post<Colleague>("/users", wish),
    [known.people],
  );
}

export function useChangePerson() {
  return useWrite(
    ({ address, ...wish }: PersonWish & { address: string }) =>
      api.patch<Colleague>(`/users/${part(address)}`, wish),
    [known.people],
  );
}

export function useIntake(outcome: string) {
  return usePaged<IntakeRow>(keys.intake, "/intake", { outcome });
}

export function useRetryIntake() {
  return useWrite((id: string) => api.post<unknown>(`/intake/${part(id)}/retry`), [keys.intake]);
}

export function useOutbox(state: string) {
  return usePaged<OutboxRow>(keys.outbox, "/outbox", { state }, COPIES);
}

export function useRetryOutbox() {
  return useWrite((id: string) => api.post<unknown>(`/outbox/${part(id)}/retry`), [keys.outbox]);
}
