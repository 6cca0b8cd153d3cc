/** The search: hits on the left, the opened conversation on the right. */
import { useEffect } from "react";
import { useParams, useSearch } from "@tanstack/react-router";
import { updateScene } from "../commands/scene.ts";
import { searchPath } from "../lib/paths.ts";
import { Results } from "../features/search/Results.tsx";
import { Panes } from "./Panes.tsx";

export function SearchPage() {
  const { id } = useParams({ strict: false });
  const { q } = useSearch({ from: "/shell/search/{-$id}" });
  useEffect(() => updateScene({ path: (next) => searchPath(q, next) }), [q]);
  return <Panes id={id} back={searchPath(q)} list={<Results q={q} open={id} />} />;
}
