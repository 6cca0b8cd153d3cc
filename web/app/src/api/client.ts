/** The only place that speaks HTTP: same-origin JSON, problem documents become `Problem`. */
import { began, ended } from "../lib/calm.ts";
import { get, takeEarly } from "./early.ts";

const ROOT = "/api/v1";

/** An answer of RFC 9457; `code` is what the app translates, `body` holds the rest. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    super(String(body["detail"] ?? body["title"] ?? `HTTP ${String(status)}`));
    this.status = status;
    this.code = String(body["code"] ?? (status === 0 ? "offline" : "unknown"));
    this.body = body;
  }
}

/** An answer with the act that made it, for undoing; null: nothing changed. */
export interface Acted<T> {
  answer: T;
  act: string | null;
}

export type Params = Record<string, string | number | boolean | null | undefined>;

export const api = {
  get: <T>(path: string, params?: Params) => read<T>(path + query(params)),
  post: <T>(path: string, body?: unknown) => call<T>("POST", path, body),
  put: <T>(path: string, body?: unknown) => call<T>("PUT", path, body),
  patch: <T>(path: string, body?: unknown) => call<T>("PATCH", path, body),
  del: <T>(path: string) => call<T>("DELETE", path),
  /** What has a door of its own and can be undone all the same. */
  acting: <T>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown) =>
    ask<T>(method, path, body),
  upload: <T>(file: File) => {
    const form = new FormData();
    form.append("file", file);
    return call<T>("POST", "/uploads", form);
  },
};

/** One part of a path, safe for any id or address. */
export const part = encodeURIComponent;

export function query(params: Params = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params))
    if (value !== null && value !== undefined && value !== "") search.set(key, String(value));
  const text = search.toString();
  return text ? `?${text}` : "";
}

async function read<T>(path: string): Promise<T> {
  began();
  try {
    return (await answered<T>(takeEarly(path) ?? get(path))).answer;
  } finally {
    ended();
  }
}

const call = async <T>(method: string, path: string, body?: unknown): Promise<T> =>
  (await ask<T>(method, path, body)).answer;

function ask<T>(method: string, path: string, body?: unknown): Promise<Acted<T>> {
  const headers: Record<string, string> = { Accept: "application/json" };
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers["Content-Type"] = "application/json";
  const sent = fetch(ROOT + path, {
    method,
    headers,
    credentials: "same-origin",
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
  });
  return answered<T>(sent);
}

async function answered<T>(asked: Promise<Response>): Promise<Acted<T>> {
  let answer: Response;
  try {
    answer = await asked;
  } catch {
    throw new Problem(0, { title: "The server does not answer." });
  }
  if (answer.status === 401) signIn();
  const text = await answer.text();
  const json = (text ? safely(text) : null) as T;
  if (!answer.ok) throw new Problem(answer.status, (json ?? {}) as Record<string, unknown>);
  return { answer: json, act: answer.headers.get("Tripost-Act") };
}

function safely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { detail: text.slice(0, 200) };
  }
}

function signIn(): void {
  const here = location.pathname + location.search;
  location.assign(`/sign-in/?next=${encodeURIComponent(here)}`);
}

/** Signing out is a page of the server; it wants the token of the CSRF cookie. */
export async function signOut(): Promise<void> {
  const token = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
  await fetch("/sign-out/", { method: "POST", headers: { "X-CSRFToken": token } });
  location.assign("/sign-in/");
}
