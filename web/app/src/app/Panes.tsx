/** Three panes, or one at a time: list, thread with composer, context. */
import { lazy, memo, Suspense, useCallback, useEffect, useState, type ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconMailOpened } from "@tabler/icons-react";
import { scene } from "../commands/scene.ts";
import { calm, inCalm } from "../lib/calm.ts";
import { usePart } from "../lib/store.ts";
import { usePhone } from "../lib/usePhone.ts";
import { Empty } from "../ui/Empty.tsx";
import { Cards } from "../ui/Skeleton.tsx";
import { Below, loadComposer } from "./Below.tsx";
import { Beside, loadContext } from "./Beside.tsx";
import { withWords } from "./language.ts";
import css from "./Panes.module.css";

/** Parts of a conversation: loaded with the first one, or while nobody waits for anything. */
const parts = {
  thread: () => withWords(() => import("../features/thread/Thread.tsx")),
  composer: loadComposer,
  context: loadContext,
};
const Thread = lazy(parts.thread);
const Tasks = lazy(() => withWords(() => import("../features/together/Tasks.tsx")));
const FirstSteps = lazy(() =>
  inCalm(() => withWords(() => import("../features/begin/FirstSteps.tsx"))),
);

interface Props {
  id: string | undefined;
  back: string;
  list: ReactNode;
}

export const Panes = memo(function Panes({ id, back, list }: Props) {
  const { t } = useLingui();
  const phone = usePhone();
  const [context, setContext] = useState(() => localStorage.getItem("context") !== "off");
  const show = (yes: boolean) => {
    localStorage.setItem("context", yes ? "on" : "off");
    setContext(yes);
  };
  const hide = useCallback(() => show(false), []);
  useEffect(() => {
    const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 300));
    void calm.then(() =>
      idle(() => void Promise.all([parts.thread(), parts.composer(), parts.context()])),
    );
  }, []);
  const thread = id && (
    <Suspense fallback={<Waiting />}>
      <Thread
        id={id}
        back={back}
        contextShown={context}
        onContext={() => show(true)}
        tasks={(detail) => (
          <Suspense fallback={null}>
            <Tasks key={detail.id} detail={detail} />
          </Suspense>
        )}
        composer={(detail, seen, showNew) => (
          <Below detail={detail} seen={seen} onShowNew={showNew} />
        )}
      />
    </Suspense>
  );
  if (phone) return <div className={css.one}>{thread || list}</div>;
  return (
    <div className={css.panes}>
      <section className={css.list} aria-label={t`Conversations`}>
        {list}
      </section>
      <section className={css.thread} aria-label={t`Conversation`}>
        {thread || <NothingOpen />}
      </section>
      {id && context && <Beside id={id} onHide={hide} />}
    </div>
  );
});

/** Beside an empty list there is nothing to choose. */
function NothingOpen() {
  const { t } = useLingui();
  const some = usePart(scene, (now) => now.rows.length > 0);
  const nothing = (
    <Empty icon={<IconMailOpened size={32} stroke={1.25} />} title={t`No conversation is open.`}>
      {some && t`Choose a conversation on the left.`}
    </Empty>
  );
  if (some) return nothing;
  return (
    <Suspense fallback={nothing}>
      <FirstSteps otherwise={nothing} />
    </Suspense>
  );
}

function Waiting() {
  return (
    <div className={css.waiting}>
      <Cards />
    </div>
  );
}
