/** The current minute: everything that says "12 min" ticks together. */
import { useEffect } from "react";
import { makeStore, useStore } from "./store.ts";

const minute = makeStore(new Date());
let users = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** All that says a time says it anew. */
export const tick = () => minute.set(new Date());

export function useNow(): Date {
  useEffect(() => {
    if (users++ === 0) timer = setInterval(() => minute.set(new Date()), 30_000);
    return () => {
      if (--users === 0) clearInterval(timer);
    };
  }, []);
  return useStore(minute);
}
