/** The first step: a file, dropped or chosen. */
import { useLingui } from "@lingui/react/macro";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { cx } from "../../../lib/cx.ts";
import { Button } from "../../../ui/Button.tsx";
import { ProblemBox } from "../../../ui/page/Page.tsx";
import css from "./importing.module.css";

interface Props {
  busy: boolean;
  error: Error | null;
  onFile: (file: File) => void;
}

export function ChooseFile({ busy, error, onFile }: Props) {
  const { t } = useLingui();
  const field = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  return (
    <>
      <div
        className={cx(css.drop, over && css.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <IconFileSpreadsheet size={36} stroke={1.2} aria-hidden />
        <p>{t`Drop a table here, saved as CSV.`}</p>
        <input
          ref={field}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          aria-label={t`File with subscribers`}
          className={css.hidden}
          tabIndex={-1}
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = "";
          }}
        />
        <Button look="filled" disabled={busy} onClick={() => field.current?.click()}>
          {busy ? t`The file is being read …` : t`Choose a file`}
        </Button>
        <small>{t`Any usual separator and encoding, up to 50 MB. Nothing is kept before you have seen what is in it.`}</small>
      </div>
      {error && <ProblemBox error={error} />}
    </>
  );
}
