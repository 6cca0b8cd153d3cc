/** Subscribers from a file, in three steps: the file, its columns, the run with its result. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Address } from "../../../api/types.ts";
import { cx } from "../../../lib/cx.ts";
import { ListPage } from "../frame/ListPage.tsx";
import { ChooseFile } from "./ChooseFile.tsx";
import { Columns } from "./Columns.tsx";
import { PastImports } from "./PastImports.tsx";
import { useLook, type FileShape } from "./remote.ts";
import { Running } from "./Running.tsx";
import css from "./importing.module.css";

export default function ImportPage() {
  return <ListPage>{(list) => <Importing key={list.id} list={list} />}</ListPage>;
}

type Step =
  | { step: "file" }
  | { step: "columns"; file: File; shape: FileShape }
  | { step: "run"; load: string };

function Importing({ list }: { list: Address }) {
  const [now, setNow] = useState<Step>({ step: "file" });
  const look = useLook(list.id);
  const again = () => {
    look.reset();
    setNow({ step: "file" });
  };
  const choose = (file: File) =>
    look.mutate(file, { onSuccess: (shape) => setNow({ step: "columns", file, shape }) });
  return (
    <>
      <Steps at={now.step} />
      {now.step === "file" && (
        <ChooseFile busy={look.isPending} error={look.error} onFile={choose} />
      )}
      {now.step === "columns" && (
        <Columns
          list={list}
          file={now.file}
          shape={now.shape}
          onBack={again}
          onBegun={(load) => setNow({ step: "run", load })}
        />
      )}
      {now.step === "run" && <Running list={list} load={now.load} onAgain={again} />}
      <PastImports list={list} without={now.step === "run" ? now.load : ""} />
    </>
  );
}

function Steps({ at }: { at: Step["step"] }) {
  const { t } = useLingui();
  const steps: [Step["step"], string][] = [
    ["file", t`File`],
    ["columns", t`Columns`],
    ["run", t`Result`],
  ];
  const here = steps.findIndex(([key]) => key === at);
  return (
    <ol className={css.steps} aria-label={t`Steps`}>
      {steps.map(([key, name], n) => (
        <li
          key={key}
          className={cx(n < here && css.passed)}
          aria-current={n === here ? "step" : undefined}
        >
          <i aria-hidden>{n + 1}</i>
          {name}
        </li>
      ))}
    </ol>
  );
}
