/** How a list is run, in plain words: all of it on one page, saved together, with a way back. */
import { useLingui } from "@lingui/react/macro";
import { useState, type FormEvent } from "react";
import type { Address } from "../../../api/types.ts";
import { Button } from "../../../ui/Button.tsx";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { TableSkeleton } from "../../../ui/page/Table.tsx";
import { toast } from "../../../ui/toast.ts";
import { ListPage } from "../frame/ListPage.tsx";
import { Campaigns } from "./Campaigns.tsx";
import { different, setupOf } from "./different.ts";
import { Kept } from "./Kept.tsx";
import { Nested } from "./Nested.tsx";
import { Posts } from "./Posts.tsx";
import { Reading } from "./Reading.tsx";
import { SignUp } from "./SignUp.tsx";
import { Ways } from "./Ways.tsx";
import { Who } from "./Who.tsx";
import { useChangeList, useListSettings, type ListSettings } from "./remote.ts";
import css from "./settings.module.css";

export default function ListSettingsPage() {
  return <ListPage>{(list) => <Loaded key={list.id} list={list} />}</ListPage>;
}

function Loaded({ list }: { list: Address }) {
  const settings = useListSettings(list.id);
  if (settings.error)
    return <ProblemBox error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <TableSkeleton />;
  return <Form list={list} settings={settings.data} />;
}

function Form({ list, settings }: { list: Address; settings: ListSettings }) {
  const { t } = useLingui();
  const [before, setBefore] = useState(() => setupOf(settings));
  const [wish, setWish] = useState(before);
  const change = useChangeList(list.id);
  const set = (some: Partial<typeof wish>) => setWish((now) => ({ ...now, ...some }));
  const wanted = different(before, wish);
  const isChanged = Object.keys(wanted).length > 0;
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(wanted, {
      onSuccess: (now) => {
        const fresh = setupOf(now);
        setBefore(fresh);
        setWish(fresh);
        toast({ text: t`Saved.` });
      },
    });
  };
  const props = { list, settings, wish, set };
  return (
    <>
      <form onSubmit={save} className={css.page}>
        <Posts {...props} />
        <Who {...props} />
        <Reading {...props} />
        <SignUp {...props} />
        <Kept {...props} />
        <Campaigns {...props} />
        {isChanged && (
          <div className={css.save} role="region" aria-label={t`Unsaved changes`}>
            {change.error ? <ProblemBox error={change.error} /> : <p>{t`Not saved yet.`}</p>}
            <Button onClick={() => setWish(before)}>{t`Discard`}</Button>
            <Button look="filled" type="submit" disabled={change.isPending}>
              {t`Save changes`}
            </Button>
          </div>
        )}
      </form>
      <Nested list={list} settings={settings} />
      <Ways list={list} />
    </>
  );
}
