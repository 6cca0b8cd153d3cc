/** How many a question finds while it is typed, and some of them. */
import { useLingui } from "@lingui/react/macro";
import { Problem } from "../../../api/client.ts";
import { shownAddress } from "../../../lib/format.ts";
import type { useCount } from "./remote.ts";
import css from "./segments.module.css";

interface Props {
  query: string;
  found: ReturnType<typeof useCount>;
}

export function Found({ query, found }: Props) {
  const { t, i18n } = useLingui();
  const number = (value: number) => value.toLocaleString(i18n.locale);
  if (!query.trim())
    return <p className={css.found}>{t`How many it finds is shown here while you type.`}</p>;
  if (found.error)
    return (
      <p className={css.found} aria-live="polite">
        {found.error instanceof Problem && found.error.code === "bad-query"
          ? t`The question is not complete yet.`
          : found.error.message}
      </p>
    );
  if (!found.data) return <p className={css.found}>{t`Counting …`}</p>;
  const { count, of, sample } = found.data;
  return (
    <div className={css.found} aria-live="polite">
      <p>
        <b>{number(count)}</b> {t`of ${number(of)} subscribers`}
      </p>
      <meter min={0} max={Math.max(of, 1)} value={count} aria-hidden />
      {sample.length > 0 && (
        <p className={css.sample}>{t`for example ${sample.map(shownAddress).join(", ")}`}</p>
      )}
    </div>
  );
}
