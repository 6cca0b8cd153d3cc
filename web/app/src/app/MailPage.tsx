/** List, thread and context: where the features meet. One pane at a time on a phone. */
import { useEffect } from "react";
import { useParams } from "@tanstack/react-router";
import { updateScene } from "../commands/scene.ts";
import { lastBox } from "../lib/lastBox.ts";
import { mailPath } from "../lib/paths.ts";
import { Pane } from "../features/pane/Pane.tsx";
import { Panes } from "./Panes.tsx";

export function MailPage() {
  const { box = "all", view = "open", id } = useParams({ strict: false });
  useEffect(() => {
    updateScene({
      place: { box, view, id },
      path: (next) => mailPath({ box, view, id: next }),
    });
  }, [box, view, id]);
  useEffect(() => {
    if (box !== "all") lastBox.set(box);
  }, [box]);
  return (
    <Panes
      id={id}
      back={mailPath({ box, view })}
      list={<Pane box={box} view={view} open={id} key={`${box} ${view}`} />}
    />
  );
}
