/** Files of subscribers: looked at, loaded, watched, taken back. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { api, part } from "../../../api/client.ts";
import type { Page } from "../../../api/types.ts";
import { at, file as pathOf, useStale } from "../remote.ts";

export interface FileColumn {
  name: string;
  sample: string[];
  guess: string;
}

export interface FileShape {
  columns: FileColumn[];
  lines: number;
  /** Of the first 20,000 lines, those that cannot be taken in. */
  broken: number;
  separator: string;
  encoding: string;
  /** The first line names the columns. */
  head: boolean;
  problems: { line: number; text: string; reason: string }[];
}

export interface Import {
  id: string;
  file: string;
  state: "running" | "done" | "failed" | "undoing" | "undone";
  at: string;
  by: string | null;
  lines: number;
  added: number;
  changed: number;
  present: number;
  refused: number;
  kept: number;
  progress: number;
  finished_at: string | null;
  update: boolean;
  evidence: string;
}

const SOON = 1_500; // ms; the stream says it sooner

export const isBusy = ({ state }: Import): boolean => state === "running" || state === "undoing";

export function errorsPath(id: string, load: string): string {
  return pathOf(`${at(id)}/imports/${part(load)}/errors.csv`);
}

export function useLook(id: string) {
  return useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append("file", file);
      return api.post<FileShape>(`${at(id)}/imports/preview`, form);
    },
  });
}

export interface ImportWish {
  file: File;
  mapping: readonly string[];
  update: boolean;
  evidence: string;
}

export function useBegin(id: string) {
  const stale = useStale(id);
  return useMutation({
    mutationFn: ({ file, mapping, update, evidence }: ImportWish) => {
      const form = new FormData();
      form.append("file", file);
      form.append("mapping", JSON.stringify(mapping));
      form.append("update", String(update));
      form.append("evidence", evidence);
      return api.post<Import>(`${at(id)}/imports`, form);
    },
    onSuccess: stale,
  });
}

export function useImports(id: string) {
  return useQuery({
    queryKey: ["imports", id],
    queryFn: async () => (await api.get<Page<Import>>(`${at(id)}/imports`)).items,
    refetchInterval: (query) => (query.state.data?.some(isBusy) ? SOON : false),
  });
}

export function useUndo(id: string) {
  const stale = useStale(id);
  return useMutation({
    mutationFn: (load: string) => api.post<Import>(`${at(id)}/imports/${part(load)}/undo`),
    onSuccess: stale,
  });
}
