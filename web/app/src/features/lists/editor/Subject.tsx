/** Name, subject and preview line, with the menu of variables and what it counts. */
import type { RefObject } from "react";
import { useLingui } from "@lingui/react/macro";
import { TextInput } from "../../../ui/forms.ts";
import type { Draft } from "./drafts.ts";
import { useActs } from "./page.ts";
import { penOf, type Pen } from "./pens.ts";
import type { Saver } from "./Saver.ts";
import { Variables } from "./Variables.tsx";
import css from "./editor.module.css";

interface Props {
  list: string;
  saver: Saver;
  draft: Draft;
  pen: RefObject<Pen | null>;
}

const LONG = 60; // letters a phone shows

export function Subject({ list, saver, draft, pen }: Props) {
  const { t } = useLingui();
  const { hold } = useActs();
  const length = draft.subject.length;
  return (
    <section className={css.subject} aria-label={t`Subject`}>
      <TextInput
        label={t`Name of the campaign`}
        description={t`For you and your colleagues; nobody outside sees it.`}
        value={draft.name}
        maxLength={200}
        onChange={(event) => saver.change({ name: event.currentTarget.value })}
      />
      <TextInput
        data-subject
        label={t`Subject`}
        value={draft.subject}
        maxLength={300}
        description={length > LONG ? t`${length} letters; a phone shows about ${LONG}.` : undefined}
        onChange={(event) => saver.change({ subject: event.currentTarget.value })}
        onFocus={(event) =>
          hold(penOf(event.currentTarget, (subject) => saver.change({ subject })))
        }
      />
      <TextInput
        label={t`Preview line`}
        description={t`Stands behind the subject in the list of mails.`}
        value={draft.preheader}
        maxLength={300}
        onChange={(event) => saver.change({ preheader: event.currentTarget.value })}
        onFocus={(event) =>
          hold(penOf(event.currentTarget, (preheader) => saver.change({ preheader })))
        }
      />
      <div className={css.variablesLine}>
        <span>{t`A variable goes to where you last wrote.`}</span>
        <Variables
          list={list}
          onPut={(words) => {
            if (pen.current) pen.current.insert(words);
            else saver.change(({ subject }) => ({ subject: subject + words }));
          }}
        />
      </div>
    </section>
  );
}
