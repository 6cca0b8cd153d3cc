/** Below the search: what narrows it as chips to take away, its order, and keeping it as a view. */
import { useLingui } from "@lingui/react/macro";
import { IconBookmarkPlus, IconX } from "@tabler/icons-react";
import type { Sort } from "../../api/types.ts";
import { editView } from "../../commands/manage/savedView.ts";
import { flatParts, without } from "../../lib/query.ts";
import { Button } from "../../ui/Button.tsx";
import { SortMenu } from "../../ui/SortMenu.tsx";
import css from "./Results.module.css";

interface Props {
  q: string;
  sort: Sort;
  onSort: (sort: Sort) => void;
  onSearch: (q: string) => void;
}

export function Narrowed({ q, sort, onSort, onSearch }: Props) {
  const { t } = useLingui();
  const parts = (flatParts(q) ?? []).filter((part) => part.field);
  return (
    <div className={css.narrowed}>
      {parts.length > 0 && (
        <ul className={css.parts} aria-label={t`Narrowed to`}>
          {parts.map((part) => (
            <li key={part.from} className={css.part}>
              <span>
                {part.not && <i>{t({ message: "not", context: "search" })} </i>}
                <i>{part.field}:</i> {part.value}
              </span>
              <button
                type="button"
                aria-label={t`Search without ${part.text}`}
                onClick={() => onSearch(without(q, part))}
              >
                <IconX size={14} stroke={1.75} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={css.tools}>
        <SortMenu value={sort} onChange={onSort} />
        <Button
          look="plain"
          icon={<IconBookmarkPlus size={16} stroke={1.5} />}
          onClick={() => editView({ query: q, sort })}
        >
          {t`Save as view`}
        </Button>
      </div>
    </div>
  );
}
