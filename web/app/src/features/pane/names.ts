/** What the views are called, own saved ones included. */
import { useLingui } from "@lingui/react/macro";
import { useSavedViews } from "../../sync/shared.ts";

export function useViewNames(): Record<string, string> {
  const { t } = useLingui();
  return {
    mine: t`Mine`,
    unassigned: t`Nobody’s yet`,
    mentions: t`Mentions`,
    tasks: t`Tasks`,
    later: t`Later`,
    followed: t`Followed`,
    starred: t`Starred`,
    drafts: t`Drafts`,
    open: t`Everything open`,
    waiting: t`Waiting`,
    due: t`Due`,
    closed: t`Closed`,
    unread: t`Unread`,
    spam: t`Spam`,
    trash: t`Trash`,
  };
}

export function useViewName(view: string): string {
  const { t } = useLingui();
  const names = useViewNames();
  const saved = useSavedViews(view.startsWith("saved:")).data;
  return names[view] ?? saved?.find((one) => `saved:${one.id}` === view)?.name ?? t`All`;
}
