/** Making a new address: a few plain questions, one recommendation, the three modes side by side. */
import { useLingui } from "@lingui/react/macro";
import { IconX } from "@tabler/icons-react";
import { useEffect, useState, type ReactNode } from "react";
import { IconButton } from "../../ui/Button.tsx";
import { toast } from "../../ui/toast.ts";
import { AddressField } from "./AddressField.tsx";
import { advise } from "./advise.ts";
import { Answer } from "./Answer.tsx";
import { answer } from "./answers.ts";
import { EMPTY, firstName, forget, keep, load, whole, type Draft } from "./draft.ts";
import { DirectChoice, Questions } from "./Questions.tsx";
import { useAvailability, useCreateAddress, useDomainNames } from "./remote.ts";
import css from "./adviser.module.css";

interface Props {
  organisation: string;
  onClose: () => void;
  /** The address is there; what follows is who works with it. */
  onCreated: (address: { id: string; mode: string }) => void;
  onDomains: () => void;
}

export function AdviserPage({ organisation, onClose, onCreated, onDomains }: Props) {
  const { t } = useLingui();
  const [draft, setDraft] = useDraft();
  const domains = useDomainNames();
  const chosenDomain = draft.domain || (domains.data?.[0] ?? "");
  const settled = { ...draft, domain: chosenDomain };
  const availability = useAvailability(whole(settled));
  const create = useCreateAddress();
  const advice = advise(draft.answers);
  const mode = draft.mode ?? (draft.direct ? null : (advice?.mode ?? null));
  const submit = () => {
    if (!mode) return;
    const wish = { address: whole(settled), name: firstName(draft.local), mode };
    create.mutate(wish, {
      onSuccess: (made) => {
        forget(sessionStorage);
        toast({ text: t`${made.address} is there. Next: who works with it.` });
        onCreated(made);
      },
    });
  };
  return (
    <div className={css.page}>
      <Bar organisation={organisation} saved={draft !== EMPTY} onClose={onClose} />
      <QuestionPane>
        <AddressField
          draft={settled}
          domains={domains.data}
          availability={availability}
          onChange={setDraft}
          onDomains={onDomains}
        />
        {draft.direct ? (
          <DirectChoice
            chosen={mode}
            onChoose={(chosen) => setDraft({ ...draft, mode: chosen })}
            onBack={() => setDraft({ ...draft, direct: false, mode: null })}
          />
        ) : (
          <Questions
            answers={draft.answers}
            onAnswer={(question, key) =>
              setDraft({ ...draft, mode: null, answers: answer(draft.answers, question, key) })
            }
            onDirect={() => setDraft({ ...draft, direct: true, mode: mode })}
          />
        )}
      </QuestionPane>
      <Answer
        address={whole(settled)}
        advice={advice}
        mode={mode}
        free={availability.state === "free"}
        pending={create.isPending}
        error={create.error}
        onChoose={(chosen) => setDraft({ ...draft, mode: chosen })}
        onOther={() => setDraft({ ...draft, direct: true, mode })}
        onCreate={submit}
      />
    </div>
  );
}

/** The draft, kept for this tab with every change. */
function useDraft(): [Draft, (draft: Draft) => void] {
  const [draft, setDraft] = useState(() => load(sessionStorage));
  useEffect(() => {
    if (draft !== EMPTY) keep(sessionStorage, draft);
  }, [draft]);
  return [draft, setDraft];
}

function Bar({
  organisation,
  saved,
  onClose,
}: {
  organisation: string;
  saved: boolean;
  onClose: () => void;
}) {
  const { t } = useLingui();
  return (
    <header className={css.bar}>
      <ol className={css.crumbs}>
        <li>{organisation}</li>
        <li aria-hidden>›</li>
        <li>{t`Addresses`}</li>
        <li aria-hidden>›</li>
        <li aria-current="page">{t`New address`}</li>
      </ol>
      <span className={css.saved} role="status">
        {saved && t`Draft saved`}
      </span>
      <IconButton label={t({ message: "Close", context: "dialog" })} onClick={onClose}>
        <IconX size={18} stroke={1.5} />
      </IconButton>
    </header>
  );
}

function QuestionPane({ children }: { children: ReactNode }) {
  const { t } = useLingui();
  return (
    <section className={css.questions} aria-label={t`Questions`}>
      <h1 className={css.title}>{t`What is the address for?`}</h1>
      {children}
    </section>
  );
}
