/** The third step: how far it is, what came of it, the lines that failed, and the way back. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconCircleCheck, IconDownload } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Address } from "../../../api/types.ts";
import { Button } from "../../../ui/Button.tsx";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import { TableSkeleton } from "../../../ui/page/Table.tsx";
import { listPath } from "../frame/path.ts";
import { errorsPath, isBusy, useImports, useUndo, type Import } from "./remote.ts";
import css from "./importing.module.css";

interface Props {
  list: Address;
  load: string;
  onAgain: () => void;
}

export function Running({ list, load, onAgain }: Props) {
  const { t } = useLingui();
  const imports = useImports(list.id);
  const undo = useUndo(list.id);
  const now = imports.data?.find(({ id }) => id === load);
  if (imports.error)
    return <ProblemBox error={imports.error} onRetry={() => void imports.refetch()} />;
  if (!now) return <TableSkeleton rows={3} />;
  return (
    <section className={css.running} aria-label={t`Import`} aria-live="polite">
      <Headline now={now} />
      {isBusy(now) && <progress max={1} value={now.progress} aria-label={t`Progress`} />}
      <Counts now={now} />
      {undo.error && <ProblemBox error={undo.error} />}
      <div className={css.foot}>
        {now.refused > 0 && (
          <a className={css.link} href={errorsPath(list.id, load)} download>
            <IconDownload size={18} stroke={1.5} aria-hidden />
            {plural(now.refused, {
              one: "The line that failed, with its reason",
              other: "The # lines that failed, with their reasons",
            })}
          </a>
        )}
        {now.state !== "undone" && now.state !== "undoing" && (
          <Button look="danger" disabled={undo.isPending} onClick={() => undo.mutate(load)}>
            {t`Take it back`}
          </Button>
        )}
        {!isBusy(now) && <Button onClick={onAgain}>{t`Another file`}</Button>}
        <Link className={css.to} to={listPath(list.id, "subscribers")}>
          {t`To the subscribers`}
        </Link>
      </div>
    </section>
  );
}

function Headline({ now }: { now: Import }) {
  const { t, i18n } = useLingui();
  const percent = now.progress.toLocaleString(i18n.locale, { style: "percent" });
  const words: Record<Import["state"], string> = {
    running: t`${now.file} is being taken in: ${percent}`,
    undoing: t`${now.file} is being taken back: ${percent}`,
    done: t`${now.file} is taken in`,
    failed: t`${now.file} could not be taken in to the end`,
    undone: t`${now.file} is taken back`,
  };
  return (
    <h2>
      {now.state === "done" && (
        <IconCircleCheck size={22} stroke={1.5} aria-hidden className={css.good} />
      )}
      {now.state === "failed" && (
        <IconAlertTriangle size={22} stroke={1.5} aria-hidden className={css.bad} />
      )}
      {words[now.state]}
    </h2>
  );
}

function Counts({ now }: { now: Import }) {
  const { t } = useLingui();
  if (now.state === "undone" || now.state === "undoing")
    return (
      <p className={css.said}>
        {now.kept > 0
          ? plural(now.kept, {
              one: "The list is as it was before, but for # person: somebody has changed them since.",
              other:
                "The list is as it was before, but for # people: somebody has changed them since.",
            })
          : now.state === "undone" && t`The list is as it was before.`}
      </p>
    );
  const counts: [number, string, string][] = [
    [now.added, t`new on the list`, "good"],
    [now.changed, t`brought up to date`, "plain"],
    [now.present, t`were on it already`, "plain"],
    [now.refused, t`not taken in`, now.refused > 0 ? "bad" : "plain"],
  ];
  return (
    <dl className={css.counts}>
      {counts.map(([number, words, look]) => (
        <div key={words}>
          <dd className={css[look]}>{number}</dd>
          <dt>{words}</dt>
        </div>
      ))}
    </dl>
  );
}
