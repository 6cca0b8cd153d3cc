/** What is below the mails: splitting, writing. It follows the mails by one paint. */
import { lazy, memo, Suspense, useMemo } from "react";
import type { Detail } from "../api/types.ts";
import { useLate } from "../lib/afterPaint.ts";
import { withWords } from "./language.ts";
import css from "./Panes.module.css";

export const loadComposer = () => withWords(() => import("../features/composer/Composer.tsx"));
const Composer = lazy(loadComposer);
const SplitBar = lazy(() => withWords(() => import("../features/order/SplitBar.tsx")));
const ListInThread = lazy(() =>
  withWords(() => import("../features/list/InThread.tsx"), "managing"),
);

interface Props {
  detail: Detail;
  /** How far the person has seen. */
  seen: number;
  onShowNew: () => void;
}

export function Below({ detail, seen, onShowNew }: Props) {
  const now = useMemo(() => ({ detail, seen, onShowNew }), [detail, seen, onShowNew]);
  const late = useLate(now);
  if (!late) return <div className={css.coming} />;
  const same = late.detail.id === detail.id;
  const shown = same ? now : late;
  return (
    <div className={css.below} inert={!same}>
      <Writing key={shown.detail.id} {...shown} />
    </div>
  );
}

const Writing = memo(function Writing({ detail, seen, onShowNew }: Props) {
  return (
    <Suspense fallback={<div className={css.coming} />}>
      {detail.mode === "list" && (
        <ListInThread conversation={detail.id} address={detail.address_id} />
      )}
      <SplitBar detail={detail} />
      <Composer detail={detail} seen={seen} onShowNew={onShowNew} />
    </Suspense>
  );
});
