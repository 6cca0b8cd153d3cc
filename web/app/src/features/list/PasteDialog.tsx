/** Adding members by paste: a text in, what is valid, double or refused out, then the adding itself. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconCheck, IconMinus } from "@tabler/icons-react";
import { useState } from "react";
import { shownAddress } from "../../lib/format.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Textarea } from "../../ui/forms.ts";
import { ProblemBox } from "../../ui/page/Page.tsx";
import { toast } from "../../ui/toast.ts";
import { useAddMembers, usePreview, type Added, type PastePreview } from "./remote.ts";
import { REFUSED_WORDS } from "./words.ts";
import css from "./list.module.css";

const SHOWN = 50;

export function PasteDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const preview = usePreview(id);
  const add = useAddMembers(id);
  const added = (answer: Added) => {
    const made = plural(answer.added, {
      one: "# subscriber added.",
      other: "# subscribers added.",
    });
    const there = plural(answer.present, {
      one: "# was a subscriber already.",
      other: "# were subscribers already.",
    });
    toast({ text: answer.present > 0 ? `${made} ${there}` : made });
    if (answer.refused.length === 0) onClose();
  };
  const error = preview.error ?? add.error;
  return (
    <Dialog open title={t`Add subscribers`} onClose={onClose} size={640}>
      {preview.data ? (
        <PreviewResult preview={preview.data} refusedLater={add.data?.refused ?? []} />
      ) : (
        <Textarea
          label={t`Addresses`}
          description={t`One on each line, with or without a name: Jana Weiß <jana@example.org>. A column of a table works too.`}
          placeholder={"jana@example.org\nMarc Dubois <marc@example.org>"}
          autosize
          minRows={8}
          maxRows={16}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
      )}
      {error && <ProblemBox error={error} />}
      <div className={css.foot}>
        {preview.data ? (
          <>
            <Button onClick={() => preview.reset()}>{t`Back to the text`}</Button>
            {add.data ? (
              <Button look="filled" onClick={onClose}>
                {t({ message: "Done", context: "dialog" })}
              </Button>
            ) : (
              <Button
                look="filled"
                disabled={preview.data.valid.length === 0 || add.isPending}
                onClick={() => add.mutate(preview.data.valid, { onSuccess: added })}
              >
                {plural(preview.data.valid.length, {
                  one: "Add # subscriber",
                  other: "Add # subscribers",
                })}
              </Button>
            )}
          </>
        ) : (
          <>
            <p>{t`They get no mail by being added.`}</p>
            <Button onClick={onClose}>{t`Cancel`}</Button>
            <Button
              look="filled"
              disabled={!text.trim() || preview.isPending}
              onClick={() => preview.mutate(text)}
            >
              {t`Check`}
            </Button>
          </>
        )}
      </div>
    </Dialog>
  );
}

interface ResultProps {
  preview: PastePreview;
  /** Refused in the adding itself, for example because somebody had unsubscribed. */
  refusedLater: Added["refused"];
}

function PreviewResult({ preview, refusedLater }: ResultProps) {
  const { t, i18n } = useLingui();
  const why = (reason: string): string => {
    const words = REFUSED_WORDS[reason];
    return words ? i18n._(words) : reason;
  };
  const refused = [
    ...preview.refused.map(({ line, text, reason }) => ({
      key: `${String(line)} ${text}`,
      text: t`Line ${line}: ${text}`,
      why: why(reason),
    })),
    ...refusedLater.map(({ address, reason }) => ({
      key: address,
      text: shownAddress(address),
      why: why(reason),
    })),
  ];
  return (
    <div className={css.result}>
      <Group
        sign="ok"
        title={plural(preview.valid.length, { one: "# can be added", other: "# can be added" })}
        lines={preview.valid.map(({ address, name }) => ({
          key: address,
          text: shownAddress(address),
          why: name,
        }))}
      />
      <Group
        sign="double"
        title={plural(preview.duplicate.length, {
          one: "# is a subscriber already or stands there twice",
          other: "# are subscribers already or stand there twice",
        })}
        lines={preview.duplicate.map(({ address, name }) => ({
          key: address,
          text: shownAddress(address),
          why: name,
        }))}
      />
      <Group
        sign="refused"
        title={plural(refused.length, { one: "# cannot be added", other: "# cannot be added" })}
        lines={refused}
      />
    </div>
  );
}

const SIGNS = { ok: IconCheck, double: IconMinus, refused: IconAlertTriangle };

interface GroupProps {
  sign: keyof typeof SIGNS;
  title: string;
  lines: readonly { key: string; text: string; why: string }[];
}

function Group({ sign, title, lines }: GroupProps) {
  const Sign = SIGNS[sign];
  if (lines.length === 0) return null;
  const hidden = lines.length - SHOWN;
  return (
    <details open={sign === "refused" || lines.length <= 12}>
      <summary className={css[sign]}>
        <Sign size={16} stroke={1.75} aria-hidden />
        {title}
      </summary>
      <ul>
        {lines.slice(0, SHOWN).map((line) => (
          <li key={line.key}>
            <span>{line.text}</span>
            <small>{line.why}</small>
          </li>
        ))}
        {hidden > 0 && <li>{plural(hidden, { one: "and # more", other: "and # more" })}</li>}
      </ul>
    </details>
  );
}
