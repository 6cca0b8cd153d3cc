/** What is written into the cache outlives the answers that were under way. */
import { QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import type { Detail } from "../api/types.ts";
import { cache, cachedDetail, keys, stopAsking } from "./cache.ts";

const detail = (subject: string) => ({ id: "1", subject }) as Detail;

test("an answer under way is dropped without a word: no error, and what was written stays", async () => {
  const queryKey = keys.conversation("1");
  let answer: (late: Detail) => void = () => undefined;
  cache.setQueryData(queryKey, detail("before"));
  const watched = new QueryObserver<Detail>(cache, {
    queryKey,
    queryFn: () => new Promise<Detail>((resolve) => (answer = resolve)),
  });
  const seen = new Set<string>();
  const unwatch = watched.subscribe((now) => seen.add(now.status));
  const asked = watched.refetch();
  stopAsking("1");
  cache.setQueryData(queryKey, detail("written"));
  answer(detail("late"));
  await asked;
  expect(cachedDetail("1")?.subject).toBe("written");
  expect(cache.getQueryState(queryKey)?.fetchStatus).toBe("idle");
  expect([...seen]).toEqual(["success"]);
  unwatch();
});
