/** Questions asked before the app has arrived; it takes the answers instead of asking again. */
import { calm } from "../lib/calm.ts";

const asked = new Map<string, Promise<Response>>();

/** The one way we read: `path` below the API, with its query. */
export function get(path: string): Promise<Response> {
  return fetch(`/api/v1${path}`, {
    headers: { Accept: "application/json" },
    credentials: "same-origin",
  });
}

export function askEarly(path: string): void {
  const answer = get(path);
  answer.catch(() => undefined); // who takes it hears of it
  asked.set(path, answer);
}

/** The answer to a question asked early, once. */
export function takeEarly(path: string): Promise<Response> | undefined {
  const answer = asked.get(path);
  asked.delete(path);
  return answer;
}

void calm.then(() => asked.clear()); // what nobody took would be old when somebody does
