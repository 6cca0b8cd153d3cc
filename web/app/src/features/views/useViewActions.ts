/** What can be done with a saved view; removing it has a way back. */
import { useLingui } from "@lingui/react/macro";
import type { SavedView } from "../../api/types.ts";
import { useKeptViews, useSavedViews } from "../../sync/shared.ts";
import { said } from "../../ui/page/problems.ts";
import { toast } from "../../ui/toast.ts";
import { moved } from "./order.ts";

export function useViewActions() {
  const { t, i18n } = useLingui();
  const { make, change, remove } = useKeptViews();
  const views = useSavedViews().data ?? [];
  const failed = (error: Error) => {
    const words = said(error);
    toast({ text: typeof words === "string" ? words : i18n._(words), tone: "danger" });
  };
  return {
    move(view: SavedView, by: 1 | -1) {
      for (const one of moved(views, view.id, by)) change.mutate(one, { onError: failed });
    },
    remove(view: SavedView) {
      const { name, query, sort, for: whom, team, tone } = view;
      const back = () =>
        make.mutate({ name, query, sort, for: whom, team, tone }, { onError: failed });
      remove.mutate(view.id, {
        onSuccess: () =>
          toast({
            text: t`The view “${name}” is removed. Its mails are where they were.`,
            action: { label: t`Undo`, run: back },
          }),
        onError: failed,
      });
    },
  };
}
