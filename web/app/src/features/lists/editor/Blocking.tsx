/** What keeps it from leaving, by name. */
import { useLingui } from "@lingui/react/macro";
import { IconCircleX } from "@tabler/icons-react";
import { inWords, tidy } from "./hints.ts";
import type { Hint } from "./remote.ts";
import css from "./editor.module.css";

export function Blocking({ hints }: { hints: readonly Hint[] }) {
  const { t, i18n } = useLingui();
  return (
    <div className={css.blocking} role="alert">
      <p>{t`This has to be mended before it can leave:`}</p>
      <ul>
        {tidy(hints).map((hint) => {
          const words = inWords(hint);
          return (
            <li key={JSON.stringify(hint)}>
              <IconCircleX size={16} stroke={1.5} aria-hidden />
              {typeof words === "string" ? words : i18n._(words)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
