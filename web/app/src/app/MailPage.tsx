/** List, thread and context: where the features meet. One pane at a time on a phone. */
import { lazy, Suspense, useEffect, useLayoutEffect, useMemo } from "react";
import { useParams } from "@tanstack/react-router";
import { scene, updateScene } from "../commands/scene.ts";
import { shownAt } from "../commands/walk.ts";
import { lastBox } from "../lib/lastBox.ts";
import { mailPath } from "../lib/paths.ts";
import { usePart } from "../lib/store.ts";
import { usePhone } from "../lib/usePhone.ts";
import { Pane } from "../features/pane/Pane.tsx";
import { Rows as Skeleton } from "../ui/Skeleton.tsx";
import { withWords } from "./language.ts";
import { Panes } from "./Panes.tsx";

const Tasks = lazy(() => import("../features/tasks/Tasks.tsx"));
const FirstSteps = lazy(() => withWords(() => import("../features/begin/FirstSteps.tsx")));
const Title = lazy(() => import("../features/pane/Title.tsx"));

const BEGIN = <FirstSteps />; // one and the same, so that the list is not drawn anew

export function MailPage() {
  const { box = "all", view = "open", id } = useParams({ strict: false });
  const phone = usePhone();
  const shown = usePart(scene, (now) => shownAt(now.ahead, { box, view, id }));
  useLayoutEffect(() => {
    updateScene({
      place: { box, view, id },
      at: id ?? null,
      ahead: null,
      path: (next) => mailPath({ box, view, id: next }),
    });
  }, [box, view, id]);
  useEffect(() => updateScene({ selected: [], beyond: [] }), [box, view]);
  useEffect(() => {
    if (box !== "all") lastBox.set(box);
  }, [box]);
  const list = useMemo(
    () =>
      view === "tasks" ? (
        <Suspense fallback={<Skeleton />}>
          <Tasks open={shown} head={(name) => <Title name={name} />} />
        </Suspense>
      ) : (
        <Pane box={box} view={view} open={shown} key={`${box} ${view}`} begin={phone && BEGIN} />
      ),
    [box, view, shown, phone],
  );
  return <Panes id={shown} back={mailPath({ box, view })} list={list} />;
}
