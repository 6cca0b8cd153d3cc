/** What floats over the pages, loaded when it is first wanted. */
import { lazy, Suspense, useEffect } from "react";
import { useStore } from "../lib/store.ts";
import { overlay, resumed, scene } from "../commands/scene.ts";
import { held } from "../sync/held.ts";
import { returned } from "../sync/sending.ts";
import { withWords } from "./language.ts";

const Palette = lazy(() => withWords(() => import("../features/palette/Palette.tsx"), "managing"));
const Help = lazy(() => withWords(() => import("../features/palette/Help.tsx"), "managing"));
const Assign = lazy(() => import("../features/choose/Assign.tsx"));
const Later = lazy(() => import("../features/choose/Later.tsx"));
const Due = lazy(() => import("../features/choose/Due.tsx"));
const Priority = lazy(() => import("../features/choose/Priority.tsx"));
const Status = lazy(() => import("../features/choose/Status.tsx"));
const Move = lazy(() => import("../features/choose/Move.tsx"));
const Labels = lazy(() => import("../features/choose/Labels.tsx"));
const Readers = lazy(() => import("../features/choose/Readers.tsx"));
const NewMail = lazy(() => withWords(() => import("../features/composer/NewMail.tsx")));
const Merge = lazy(() => withWords(() => import("../features/order/MergeDialog.tsx")));
const Link = lazy(() => withWords(() => import("../features/order/LinkDialog.tsx")));
const Guests = lazy(() => withWords(() => import("../features/together/GuestsDialog.tsx")));
const ViewDialog = lazy(() =>
  withWords(() => import("../features/views/ViewDialog.tsx"), "managing"),
);
const Settings = lazy(() =>
  withWords(() => import("../features/settings/Settings.tsx"), "managing"),
);

const SHOWN = {
  palette: Palette,
  help: Help,
  assign: Assign,
  labels: Labels,
  later: Later,
  due: Due,
  priority: Priority,
  status: Status,
  move: Move,
  readers: Readers,
  "new-mail": NewMail,
  merge: Merge,
  link: Link,
  guests: Guests,
  settings: Settings,
  "saved-view": ViewDialog,
};

const HeldNews = lazy(() => withWords(() => import("../features/together/HeldNews.tsx")));

export function Overlays() {
  const now = useStore(overlay);
  const news = useStore(held);
  const back = useStore(returned);
  useEffect(() => {
    if (back?.kind !== "new") return; // an answer returns to its own composer
    returned.set(null);
    resumed.set(back.id);
    scene.get().go(scene.get().path());
    overlay.set("new-mail");
  }, [back]);
  return (
    <Suspense fallback={null}>
      {news && <HeldNews held={news} />}
      {now && <Floating what={now} />}
    </Suspense>
  );
}

function Floating({ what }: { what: keyof typeof SHOWN }) {
  const Shown = SHOWN[what];
  return <Shown />;
}
