/** What a view would hold right now: its number and the first of it. */
import { useEffect, useState } from "react";
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, Problem } from "../../api/client.ts";
import type { Hit, Page, Sort } from "../../api/types.ts";
import { called } from "../../lib/format.ts";
import css from "./views.module.css";

const LOOKED = 20;
const PAUSE = 350; // ms without a key

export function usePreview(query: string, sort: Sort) {
  const asked = useSettled(query);
  const found = useQuery({
    queryKey: ["search", asked, sort, "preview"],
    queryFn: () => api.get<Page<Hit>>("/search", { q: asked, sort, limit: LOOKED }),
    enabled: asked.trim() !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  return { ...found, error: asked === query ? found.error : null };
}

/** The text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

export function Preview({ query, found }: { query: string; found: ReturnType<typeof usePreview> }) {
  const { t } = useLingui();
  const rows = found.data?.items ?? [];
  const wrong = found.error instanceof Problem;
  return (
    <div className={css.preview} aria-live="polite">
      {!query.trim() ? (
        t`What the query finds is shown here while you type.`
      ) : wrong ? (
        t`The query is not complete yet.`
      ) : (
        <>
          <p>
            {found.data?.next
              ? t`More than ${rows.length} conversations right now`
              : plural(rows.length, {
                  0: "Nothing in it right now. That may be just what you want.",
                  one: "# conversation right now",
                  other: "# conversations right now",
                })}
          </p>
          <ul>
            {rows.slice(0, 3).map((row) => (
              <li key={row.id}>
                <b>{called(row.contact)}</b> {row.subject || t`(no subject)`}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
