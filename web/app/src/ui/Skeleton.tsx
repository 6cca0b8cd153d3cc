/** The shape of what comes, shown only when it takes longer than 200 ms. */
import { cx } from "../lib/cx.ts";
import css from "./Skeleton.module.css";

export function Rows({ count = 8 }: { count?: number }) {
  return (
    <div className={css.late} aria-hidden>
      {Array.from({ length: count }, (_, n) => (
        <div key={n} className={css.row}>
          <i className={css.circle} />
          <div className={css.lines}>
            <i style={{ width: "45%" }} />
            <i style={{ width: "75%" }} />
            <i style={{ width: "60%" }} />
          </div>
        </div>
      ))}
    </div>
  );
}

export function Cards({ count = 2 }: { count?: number }) {
  return (
    <div className={cx(css.late, css.cards)} aria-hidden>
      {Array.from({ length: count }, (_, n) => (
        <div key={n} className={css.card}>
          <i style={{ width: "30%" }} />
          <i style={{ width: "90%" }} />
          <i style={{ width: "80%" }} />
          <i style={{ width: "40%" }} />
        </div>
      ))}
    </div>
  );
}
