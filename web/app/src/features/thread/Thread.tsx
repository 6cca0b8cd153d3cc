/** One conversation: header, what was said, what is new, and the composer below. */
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";
import { useLingui } from "@lingui/react/macro";
import { Problem } from "../../api/client.ts";
import type { Detail } from "../../api/types.ts";
import { scene, updateScene } from "../../commands/scene.ts";
import { afterPaint } from "../../lib/afterPaint.ts";
import { markRead } from "../../sync/actions.ts";
import { cache, keys } from "../../sync/cache.ts";
import { useConversation, useMe } from "../../sync/queries.ts";
import { Button } from "../../ui/Button.tsx";
import { Empty } from "../../ui/Empty.tsx";
import { Cards } from "../../ui/Skeleton.tsx";
import { Entries } from "./Entries.tsx";
import { entriesOf, seenUpTo, waiting } from "./entries.ts";
import { Header } from "./Header.tsx";
import { NewBar } from "./NewBar.tsx";
import { usePresence } from "./usePresence.ts";
import css from "./Thread.module.css";

interface Props {
  id: string;
  back: string;
  contextShown: boolean;
  onContext: () => void;
  /** `seen`: how far the person has really seen, for the crossing guard. */
  composer: (detail: Detail, seen: number, showNew: () => void) => ReactNode;
  /** The checklist, above the mails. */
  tasks: (detail: Detail) => ReactNode;
}

export default function Thread(props: Props) {
  const { t } = useLingui();
  const found = useConversation(props.id);
  const me = useMe().data;
  usePresence(props.id);
  const { data } = found;
  useEffect(() => {
    if (!data || data.id === props.id) return;
    cache.setQueryData<Detail>(keys.conversation(data.id), data);
    scene.get().go(scene.get().path(data.id)); // it was merged into another one: there it is
  }, [data, props.id]);
  const gone = found.error instanceof Problem && [403, 404].includes(found.error.status);
  if (found.isError && (gone || !data))
    return (
      <Empty title={t`This conversation cannot be shown.`}>
        <p>{t`It is gone, or not for you to see.`}</p>
        {gone ? (
          <Button onClick={() => scene.get().go(props.back)}>{t`To the list`}</Button>
        ) : (
          <Button onClick={() => void found.refetch()}>{t`Try again`}</Button>
        )}
      </Empty>
    );
  if (!found.data || !me)
    return (
      <div className={css.waiting}>
        <Cards />
      </div>
    );
  return <Opened {...props} detail={found.data} me={me.address} />;
}

/** How far things were when the conversation was opened; `shown` rises when what is new is asked for. */
const begun = ({ id, seen_up_to: shown, read_up_to: read }: Detail) => ({ id, shown, read });

function Opened({ detail, me, composer, tasks, ...props }: Props & { detail: Detail; me: string }) {
  const [opened, setOpened] = useState(() => begun(detail));
  if (opened.id !== detail.id) setOpened(begun(detail)); // the frame stays, what is in it changes
  const { shown } = opened;
  const scroll = useRef<HTMLDivElement>(null);
  const entries = useMemo(() => entriesOf(detail), [detail]);
  const fresh = waiting(entries, shown, me);
  const seen = seenUpTo(entries, shown, me);
  const { id } = detail;
  useEffect(() => updateScene({ open: detail }), [detail]);
  useEffect(() => () => updateScene({ open: null }), []);
  useEffect(() => {
    if (seen > opened.read) return afterPaint(() => void markRead(id, seen));
  }, [id, seen, opened.read]);
  useLayoutEffect(() => {
    const box = scroll.current; // before it is drawn: one layout instead of two
    const last = box?.querySelector<HTMLElement>("[data-open]:last-of-type");
    box?.scrollTo({ top: last ? Math.max(0, last.offsetTop - 120) : box.scrollHeight });
  }, [id]);
  const mine = entries.findLast((entry) => entry.by === me && entry.type !== "event")?.number ?? 0;
  const before = useRef({ id, mine });
  useEffect(() => {
    const written = before.current.id === id && mine > before.current.mine;
    before.current = { id, mine };
    if (written) scroll.current?.scrollTo({ top: scroll.current.scrollHeight }); // I want to see it
  }, [id, mine]);
  const { seen_up_to: newest } = detail;
  const show = useCallback(() => {
    setOpened((now) => ({ ...now, shown: newest }));
    requestAnimationFrame(() => {
      scroll.current?.scrollTo({ top: scroll.current.scrollHeight, behavior: "smooth" });
    });
  }, [newest]);
  return (
    <article className={css.thread}>
      <Header detail={detail} me={me} {...props} />
      {tasks(detail)}
      <div key={id} className={css.scroll} ref={scroll} tabIndex={-1}>
        <Entries
          detail={detail}
          entries={entries.filter((entry) => !fresh.includes(entry))}
          read={opened.read}
        />
      </div>
      <div className={css.below}>
        {fresh.length > 0 && <NewBar fresh={fresh} onShow={show} />}
        {composer(detail, seen, show)}
      </div>
    </article>
  );
}
