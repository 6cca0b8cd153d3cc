/** Three panes, or one at a time: list, thread with composer, context. */
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconMailOpened } from "@tabler/icons-react";
import { usePhone } from "../lib/usePhone.ts";
import { Empty } from "../ui/Empty.tsx";
import { Thread } from "../features/thread/Thread.tsx";
import { Context } from "../features/context/Context.tsx";
import css from "./Panes.module.css";

const Composer = lazy(() => import("../features/composer/Composer.tsx"));
const ListInThread = lazy(() => import("../features/list/InThread.tsx"));

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
  const thread = id && (
    <Thread
      key={id}
      id={id}
      back={back}
      contextShown={context}
      onContext={toggle}
      composer={(detail, seen, showNew) => (
        <Suspense fallback={<div className={css.coming} />}>
          {detail.mode === "list" && <ListInThread conversation={id} address={detail.address_id} />}
          <Composer key={id} detail={detail} seen={seen} onShowNew={showNew} />
        </Suspense>
      )}
    />
  );
  if (phone) return <div className={css.one}>{thread || list}</div>;
  return (
    <div className={css.panes}>
      <section className={css.list} aria-label={t`Conversations`}>
        {list}
      </section>
      <section className={css.thread} aria-label={t`Conversation`}>
        {thread || (
          <Empty icon={<IconMailOpened size={32} stroke={1.25} />} title={t`Nothing is open.`}>
            {t`Choose a conversation on the left.`}
          </Empty>
        )}
      </section>
      {id && context && <Context id={id} onHide={toggle} />}
    </div>
  );
}
