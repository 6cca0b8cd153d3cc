/** What floats over the pages, loaded when it is first wanted. */
import { lazy, Suspense, useEffect } from "react";
import { useStore } from "../lib/store.ts";
import { overlay, resumed, scene } from "../commands/scene.ts";
import { returned } from "../sync/sending.ts";

const Palette = lazy(() => import("../features/palette/Palette.tsx"));
const Help = lazy(() => import("../features/palette/Help.tsx"));
const Assign = lazy(() => import("../features/choose/Assign.tsx"));
const Labels = lazy(() => import("../features/choose/Labels.tsx"));
const Readers = lazy(() => import("../features/choose/Readers.tsx"));
const NewMail = lazy(() => import("../features/composer/NewMail.tsx"));
const ViewDialog = lazy(() => import("../features/views/ViewDialog.tsx"));
const Settings = lazy(() => import("../features/settings/Settings.tsx"));

const SHOWN = {
  palette: Palette,
  help: Help,
  assign: Assign,
  labels: Labels,
  readers: Readers,
  "new-mail": NewMail,
  settings: Settings,
  "saved-view": ViewDialog,
};

export function Overlays() {
  const now = useStore(overlay);
  const back = useStore(returned);
  useEffect(() => {
    if (back?.kind !== "new") return; // an answer returns to its own composer
    returned.set(null);
    resumed.set(back.id);
    scene.get().go(scene.get().path());
    overlay.set("new-mail");
  }, [back]);
  if (!now) return null;
  const Shown = SHOWN[now];
  return (
    <Suspense fallback={null}>
      <Shown />
    </Suspense>
  );
}
