/** A person outside: what we know of them, who may see it, notes on them. */
import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { api, part, type Problem } from "../api/client.ts";
import type { State } from "../api/types.ts";
import { toast } from "../ui/toast.ts";
import { failed } from "./actions.ts";
import { cache } from "./cache.ts";

export interface ContactField {
  name: string;
  value: string;
  protected: boolean;
}
export interface ContactNote {
  id: string;
  text: string;
  author: string;
  at: string;
}
export interface Contact {
  address: string;
  name: string;
  company: string;
  phone: string;
  fields: ContactField[];
  notes: ContactNote[];
  protected: boolean;
  readers: string[];
  identities: string[];
  earlier: { id: string; subject: string; state: State; last_activity_at: string }[];
  lists: { address: string; since: string }[];
}
export type ContactChange = Partial<
  Pick<Contact, "name" | "company" | "phone" | "fields" | "protected" | "readers" | "identities">
>;

const keyOf = (address: string) => ["contact", address];
const pathOf = (address: string) => `/contacts/${part(address)}`;

export const useContact = (address: string | undefined) =>
  useQuery({
    queryKey: keyOf(address ?? ""),
    queryFn: () => api.get<Contact>(pathOf(address ?? "")),
    enabled: address !== undefined && address !== "",
  });

export async function changeContact(address: string, change: ContactChange): Promise<boolean> {
  const before = cache.getQueryData<Contact>(keyOf(address));
  cache.setQueryData<Contact>(keyOf(address), (now) => now && { ...now, ...change });
  const done = await attempt(address, () => api.patch<Contact>(pathOf(address), change));
  if (!done && before) cache.setQueryData<Contact>(keyOf(address), before);
  return done;
}

export function addContactNote(address: string, text: string): Promise<boolean> {
  return attempt(address, () => api.post(`${pathOf(address)}/notes`, { text }));
}

export async function removeContactNote(address: string, note: ContactNote): Promise<void> {
  const path = `${pathOf(address)}/notes/${part(note.id)}`;
  const undo = { label: t`Undo`, run: () => void addContactNote(address, note.text) };
  if (await attempt(address, () => api.del(path))) toast({ text: t`Note removed.`, action: undo });
}

async function attempt(address: string, send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    void cache.invalidateQueries({ queryKey: keyOf(address) });
    return true;
  } catch (problem) {
    failed(problem as Problem, t`Nothing was changed.`);
    return false;
  }
}
