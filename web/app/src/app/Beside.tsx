/** Who it is about, beside the mails. It follows them by one paint. */
import { lazy, memo, Suspense } from "react";
import { useLate } from "../lib/afterPaint.ts";
import { withWords } from "./language.ts";
import css from "./Panes.module.css";

export const loadContext = () => withWords(() => import("../features/context/Context.tsx"));
const Context = memo(lazy(loadContext));

export function Beside({ id, onHide }: { id: string; onHide: () => void }) {
  const late = useLate(id);
  const coming = <aside className={css.context} />;
  if (!late) return coming;
  return (
    <div className={css.beside} inert={late !== id}>
      <Suspense fallback={coming}>
        <Context id={late} onHide={onHide} />
      </Suspense>
    </div>
  );
}
