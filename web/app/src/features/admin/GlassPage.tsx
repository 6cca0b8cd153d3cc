/** Breaking the glass: what will happen is said before, and a reason is asked. */
import { useLingui } from "@lingui/react/macro";
import {
  IconBellRinging,
  IconEye,
  IconListDetails,
  IconMessageExclamation,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { mailPath } from "../../lib/paths.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox, Textarea, TextInput } from "../../ui/forms.ts";
import { ProblemBox, Section } from "../../ui/page/Page.tsx";
import { AdminPage } from "./AdminPage.tsx";
import { useBreakGlass } from "./remote.ts";
import admin from "./admin.module.css";
import css from "./teams.module.css";

const SHORTEST = 10; // characters of a reason that means something

export default function GlassPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const glass = useBreakGlass();
  const [conversation, setConversation] = useState("");
  const [reason, setReason] = useState("");
  const [understood, setUnderstood] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    glass.mutate({ conversation: conversation.trim(), reason: reason.trim() });
  };
  const opened = glass.data?.conversation;
  return (
    <AdminPage>
      <Section
        title={t`Break the glass`}
        hint={t`Being administrator is not being a reader. When somebody is gone, or the law asks, you can let yourself into one conversation. Never quietly.`}
      >
        <WhatHappens />
        {opened ? (
          <div className={css.done} role="status">
            <p>{t`The conversation is open to you now. Its readers have been told.`}</p>
            <Button
              look="filled"
              onClick={() =>
                void navigate({ to: mailPath({ box: "all", view: "all", id: opened }) })
              }
            >
              {t`Open the conversation`}
            </Button>
          </div>
        ) : (
          <form className={admin.form} onSubmit={submit} style={{ maxWidth: 560 }}>
            <TextInput
              label={t`Which conversation`}
              description={t`Its number, or the link somebody sent you.`}
              autoComplete="off"
              value={conversation}
              onChange={(event) => setConversation(event.currentTarget.value)}
            />
            <Textarea
              label={t`Why`}
              description={t`The readers see this sentence, and it stays in the audit.`}
              autosize
              minRows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <Checkbox
              checked={understood}
              label={t`I know that the readers are told at once`}
              onChange={(event) => setUnderstood(event.currentTarget.checked)}
            />
            {glass.error && <ProblemBox error={glass.error} />}
            <div>
              <Button
                look="danger"
                type="submit"
                disabled={
                  !conversation.trim() ||
                  reason.trim().length < SHORTEST ||
                  !understood ||
                  glass.isPending
                }
              >
                {t`Break the glass`}
              </Button>
            </div>
          </form>
        )}
      </Section>
    </AdminPage>
  );
}

const ICON = { size: 20, stroke: 1.5, "aria-hidden": true } as const;

function WhatHappens() {
  const { t } = useLingui();
  return (
    <ul className={css.steps} aria-label={t`What will happen`}>
      <li>
        <IconEye {...ICON} />
        {t`You may read this one conversation from then on, no other one. Answering needs a right on its address as before.`}
      </li>
      <li>
        <IconBellRinging {...ICON} />
        {t`Everyone who may read it is told at once, with your name and your reason.`}
      </li>
      <li>
        <IconMessageExclamation {...ICON} />
        {t`A line in the conversation says so, for good.`}
      </li>
      <li>
        <IconListDetails {...ICON} />
        {t`The audit keeps it. Nobody can take it out.`}
      </li>
    </ul>
  );
}
