/** Making or changing a saved view: name, query with its preview, order, for whom, colour. */
import { useRef, useState, type FormEvent } from "react";
import { useLingui } from "@lingui/react/macro";
import { Problem } from "../../api/client.ts";
import type { SavedView, Sort } from "../../api/types.ts";
import { wishedView } from "../../commands/manage/savedView.ts";
import { overlay, scene } from "../../commands/scene.ts";
import { mailPath } from "../../lib/paths.ts";
import { useStore } from "../../lib/store.ts";
import { useMe } from "../../sync/queries.ts";
import { useKeptViews, useTeams, type ViewWish } from "../../sync/shared.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Radio, Select, TextInput } from "../../ui/forms.ts";
import { ProblemBox } from "../../ui/page/Page.tsx";
import { QueryBox } from "../../ui/search/QueryBox.tsx";
import { SORTS } from "../../ui/SortMenu.tsx";
import { Tones } from "../../ui/Tones.tsx";
import { Preview, usePreview } from "./Preview.tsx";
import css from "./views.module.css";

function began(view: Partial<SavedView>): ViewWish {
  return {
    name: view.name ?? "",
    query: view.query ?? "",
    sort: view.sort ?? "newest",
    for: view.for ?? "me",
    team: view.team ?? null,
    tone: view.tone ?? 1,
  };
}

export default function ViewDialog() {
  const { t } = useLingui();
  const view = useStore(wishedView);
  const [wish, setWish] = useState(() => began(view));
  const { make, change } = useKeptViews();
  const found = usePreview(wish.query, wish.sort);
  const bad = found.error instanceof Problem && found.error.code === "bad-query";
  const close = () => overlay.set(null);
  const kept = ({ id }: SavedView) => {
    close();
    if (!view.id) scene.get().go(mailPath({ box: "all", view: `saved:${id}` }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const ready = { ...wish, name: wish.name.trim(), query: wish.query.trim() };
    if (view.id) change.mutate({ id: view.id, ...ready }, { onSuccess: kept });
    else make.mutate(ready, { onSuccess: kept });
  };
  const error = make.error ?? change.error;
  const ready = wish.name.trim() && wish.query.trim() && !bad && (wish.for !== "team" || wish.team);
  return (
    <Dialog
      open
      size={620}
      onClose={close}
      title={view.id ? t`Change the view` : t`New saved view`}
    >
      <form className={css.form} onSubmit={submit}>
        <TextInput
          label={t({ message: "Name", context: "view" })}
          placeholder={t`Waiting too long`}
          maxLength={120}
          value={wish.name}
          onChange={(event) => setWish({ ...wish, name: event.currentTarget.value })}
          data-autofocus
        />
        <Query
          value={wish.query}
          error={bad ? (found.error as Problem) : null}
          onChange={(query) => setWish((now) => ({ ...now, query }))}
        />
        <Preview query={wish.query} found={found} />
        <Details wish={wish} onChange={setWish} />
        {error && <ProblemBox error={error} />}
        <div className={css.foot}>
          <Button onClick={close}>{t`Cancel`}</Button>
          <Button
            look="filled"
            type="submit"
            disabled={!ready || make.isPending || change.isPending}
          >
            {view.id ? t`Save` : t`Save view`}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface QueryProps {
  value: string;
  error: Problem | null;
  onChange: (query: string) => void;
}

function Query({ value, error, onChange }: QueryProps) {
  const { t } = useLingui();
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className={css.field}>
      <label htmlFor="view-query">{t`What belongs into it`}</label>
      <div className={css.query} data-query>
        <QueryBox
          id="view-query"
          field={field}
          text={value}
          onText={onChange}
          onSearch={onChange}
          label={t`What belongs into it`}
          placeholder="is:open waiting:>4h -label:Lob"
          error={error}
        />
      </div>
    </div>
  );
}

interface DetailsProps {
  wish: ViewWish;
  onChange: (wish: ViewWish) => void;
}

function Details({ wish, onChange }: DetailsProps) {
  const { t, i18n } = useLingui();
  const me = useMe().data;
  const teams = (useTeams().data ?? []).filter((team) => team.members.includes(me?.address ?? ""));
  return (
    <>
      <div className={css.two}>
        <Select
          label={t`In which order`}
          data={Object.entries(SORTS).map(([value, words]) => ({ value, label: i18n._(words) }))}
          value={wish.sort}
          allowDeselect={false}
          onChange={(sort) => sort && onChange({ ...wish, sort: sort as Sort })}
        />
        <Tones value={wish.tone} onChange={(tone) => onChange({ ...wish, tone })} />
      </div>
      <Radio.Group
        label={t`For whom`}
        description={t`Everyone sees in it only what they may read anyway.`}
        value={wish.for}
        onChange={(value) => {
          const whom = value as ViewWish["for"];
          onChange({ ...wish, for: whom, team: whom === "team" ? (teams[0]?.name ?? null) : null });
        }}
      >
        <div className={css.form} style={{ gap: 8, marginTop: 8 }}>
          <Radio value="me" label={t`Only for me`} />
          {teams.length > 0 && <Radio value="team" label={t`For my team`} />}
          {wish.for === "team" && (
            <Select
              aria-label={t`Team`}
              data={teams.map((team) => team.name)}
              value={wish.team}
              allowDeselect={false}
              onChange={(team) => onChange({ ...wish, team })}
            />
          )}
          <Radio value="all" label={t`For everyone`} />
        </div>
      </Radio.Group>
    </>
  );
}
