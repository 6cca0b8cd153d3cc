/** Merge: choose what with, then see what becomes visible to whom, then do it; it can be undone. */
import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { Plural, useLingui } from "@lingui/react/macro";
import { IconArrowMerge } from "@tabler/icons-react";
import { overlay, scene, target } from "../../commands/scene.ts";
import { useConversation } from "../../sync/queries.ts";
import { act } from "../../sync/acts.ts";
import { cache, keys } from "../../sync/cache.ts";
import { mergePreview } from "../../sync/ordering.ts";
import { mailPath } from "../../lib/paths.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { FindConversation, OneConversation, type Found } from "./FindConversation.tsx";
import { Preview } from "./Preview.tsx";
import { mergeWish } from "./merging.ts";
import css from "./order.module.css";

const done = () => overlay.set(null);
const STOPS = new Set(["nothing-to-merge", "no-common-reader"]);

export default function MergeDialog() {
  const { t } = useLingui();
  const [wish] = useState(() => mergeWish(scene.get(), target(scene.get())?.id));
  const [into, setInto] = useState<Found | null>(null);
  const many = wish.length > 1;
  const first = useConversation(wish[0] ?? "").data;
  const count = wish.length;
  return (
    <Dialog
      open
      onClose={done}
      size={620}
      title={
        many ? (
          <Plural value={count} one="Merge # conversation" other="Merge # conversations" />
        ) : (
          t`Merge with …`
        )
      }
    >
      {into ? (
        <Decide from={wish} into={into} onBack={() => setInto(null)} />
      ) : (
        <div className={css.form}>
          <p className={css.hint}>
            {many
              ? t`Into which one? It may also be one of them.`
              : t`Both become one, in the order of time.`}
          </p>
          <FindConversation not={many ? [] : wish} near={first} onTake={setInto} />
        </div>
      )}
    </Dialog>
  );
}

function Decide({ from, into, onBack }: { from: string[]; into: Found; onBack: () => void }) {
  const { t } = useLingui();
  const [busy, setBusy] = useState(false);
  const others = from.filter((id) => id !== into.id);
  const preview = useQuery(mergePreview(others, into.id));
  const stopped = preview.data?.warnings.some((code) => STOPS.has(code)) ?? false;
  const go = async () => {
    setBusy(true);
    const merged = await act(others, { kind: "merge", into: into.id });
    setBusy(false);
    if (!merged?.changed.length) return;
    // what I have merged is what I want to see, not what waits behind the "new" bar
    await cache.refetchQueries({ queryKey: keys.conversation(into.id) });
    done();
    const { open, place } = scene.get();
    if (open && others.includes(open.id))
      scene
        .get()
        .go(mailPath({ box: place?.box ?? "all", view: place?.view ?? "all", id: into.id }));
  };
  return (
    <div className={css.form}>
      <p className={css.hint}>{t`Everything goes into this one:`}</p>
      <div className={css.chosen}>
        <OneConversation one={into} />
      </div>
      {preview.isError && <p className={css.refused}>{preview.error.message}</p>}
      {preview.data && <Preview preview={preview.data} />}
      <footer className={css.foot}>
        <Button look="plain" onClick={onBack}>{t`Choose another`}</Button>
        <span className={css.gap} />
        <Button onClick={done}>{t`Cancel`}</Button>
        <Button
          look="filled"
          icon={<IconArrowMerge size={18} stroke={1.5} />}
          disabled={busy || !preview.data || !others.length || stopped}
          onClick={() => void go()}
        >
          {t`Merge`}
        </Button>
      </footer>
    </div>
  );
}
