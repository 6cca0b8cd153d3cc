/** The search: hits on the left, the opened conversation on the right. */
import { useLayoutEffect } from "react";
import { useParams, useSearch } from "@tanstack/react-router";
import { updateScene } from "../commands/scene.ts";
import { searchPath } from "../lib/paths.ts";
import { Results } from "../features/search/Results.tsx";
import { Panes } from "./Panes.tsx";

export function SearchPage() {
  const { id } = useParams({ strict: false });
  const { q } = useSearch({ from: "/shell/search/{-$id}" });
  useLayoutEffect(
    () => updateScene({ at: id ?? null, path: (next) => searchPath(q, next) }),
    [q, id],
  );
  return <Panes id={id} back={searchPath(q)} list={<Results q={q} open={id} />} />;
}
