/** What the server offers for the word under the cursor; what was offered stays until the next comes. */
import { useEffect, useState } from "react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import type { Page } from "../../api/types.ts";
import type { Completion } from "../../lib/query.ts";

const PAUSE = 80; // ms without a key

export function useCompletions(text: string, at: number, path = "/query/complete"): Completion[] {
  const [asked, setAsked] = useState({ text, at });
  useEffect(() => {
    const timer = setTimeout(() => setAsked({ text, at }), PAUSE);
    return () => clearTimeout(timer);
  }, [text, at]);
  const found = useQuery({
    queryKey: ["complete", path, asked.text, asked.at],
    queryFn: () => api.get<Page<Completion>>(path, { q: asked.text, at: asked.at }),
    enabled: asked.text.trim() !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (!text.trim() || !found.data) return [];
  // an older answer fits as long as the word it completes still stands there
  return found.data.items.filter((one) => one.to <= text.length);
}
