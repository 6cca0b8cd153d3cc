/** Three panes, or one at a time: list, thread with composer, context. */
import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconMailOpened } from "@tabler/icons-react";
import { scene } from "../commands/scene.ts";
import { calm, inCalm } from "../lib/calm.ts";
import { usePart } from "../lib/store.ts";
import { usePhone } from "../lib/usePhone.ts";
import { Empty } from "../ui/Empty.tsx";
import { Cards } from "../ui/Skeleton.tsx";
import { withWords } from "./language.ts";
import { Soon } from "./Soon.tsx";
import css from "./Panes.module.css";

/** Parts of a conversation: loaded with the first one, or while nobody waits for anything. */
const parts = {
  thread: () => withWords(() => import("../features/thread/Thread.tsx")),
  composer: () => withWords(() => import("../features/composer/Composer.tsx")),
  context: () => withWords(() => import("../features/context/Context.tsx")),
};
const Thread = lazy(parts.thread);
const Composer = lazy(parts.composer);
const Context = lazy(parts.context);
const Tasks = lazy(() => withWords(() => import("../features/together/Tasks.tsx")));
const SplitBar = lazy(() => withWords(() => import("../features/order/SplitBar.tsx")));
const FirstSteps = lazy(() =>
  inCalm(() => withWords(() => import("../features/begin/FirstSteps.tsx"))),
);
const ListInThread = lazy(() =>
  withWords(() => import("../features/list/InThread.tsx"), "managing"),
);

interface Props {
  id: string | undefined;
  back: string;
  list: ReactNode;
}

export function Panes({ id, back, list }: Props) {
  const { t } = useLingui();
  const phone = usePhone();
  const [context, setContext] = useState(() => localStorage.getItem("context") !== "off");
  const toggle = () => {
    localStorage.setItem("context", context ? "off" : "on");
    setContext(!context);
  };
  useEffect(() => {
    const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 300));
    void calm.then(() =>
      idle(() => void Promise.all([parts.thread(), parts.composer(), parts.context()])),
    );
  }, []);
  const thread = id && (
    <Suspense fallback={<Waiting />}>
      <Thread
        key={id}
        id={id}
        back={back}
        contextShown={context}
        onContext={toggle}
        tasks={(detail) => (
          <Suspense fallback={null}>
            <Tasks detail={detail} />
          </Suspense>
        )}
        composer={(detail, seen, showNew) => (
          <Soon before={<div className={css.coming} />}>
            {() => (
              <Suspense fallback={<div className={css.coming} />}>
                {detail.mode === "list" && (
                  <ListInThread conversation={id} address={detail.address_id} />
                )}
                <SplitBar detail={detail} />
                <Composer key={id} detail={detail} seen={seen} onShowNew={showNew} />
              </Suspense>
            )}
          </Soon>
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
      {id && context && (
        <Soon key={id} before={<aside className={css.context} />}>
          {() => (
            <Suspense fallback={<aside className={css.context} />}>
              <Context id={id} onHide={toggle} />
            </Suspense>
          )}
        </Soon>
      )}
    </div>
  );
}

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
