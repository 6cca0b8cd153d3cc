/** Removing an address: what happens is said first; one with mail stays. */
import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { shownAddress } from "../../lib/format.ts";
import { useMe } from "../../sync/queries.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProblemBox, Section } from "../../ui/page/Page.tsx";
import { toast } from "../../ui/toast.ts";
import { useRemoveAddress } from "./remote.ts";
import type { Settings } from "./types.ts";
import css from "./admin.module.css";

const ADDRESSES: string = "/admin";

export function RemoveAddress({ settings }: { settings: Settings }) {
  const { t } = useLingui();
  const [asked, setAsked] = useState(false);
  const administrator = useMe().data?.role === "administrator";
  if (!administrator) return null;
  return (
    <Section
      title={t`Remove this address`}
      hint={t`Only an address without mail can be removed. Where there is mail, take everyone’s rights away instead: nothing is lost then, and nobody sees it.`}
    >
      <Button look="danger" onClick={() => setAsked(true)}>
        {t`Remove …`}
      </Button>
      {asked && <Asked settings={settings} onClose={() => setAsked(false)} />}
    </Section>
  );
}

function Asked({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const remove = useRemoveAddress();
  const address = shownAddress(settings.address);
  const gone = () => {
    toast({ text: t`${address} is removed.` });
    void navigate({ to: ADDRESSES });
  };
  return (
    <Dialog open title={t`Remove ${address}?`} onClose={onClose}>
      <ul className={css.happens}>
        <li>{t`Mail to it is refused from now on; its writers are told.`}</li>
        <li>{t`Signature, other names, rights and drafts go with it.`}</li>
        {settings.mode === "list" && <li>{t`Its subscribers are deleted.`}</li>}
        <li>{t`This cannot be undone. The audit keeps that you did it.`}</li>
      </ul>
      {remove.error && <ProblemBox error={remove.error} />}
      <div className={css.dialogFoot}>
        <Button onClick={onClose} data-autofocus>{t`Keep it`}</Button>
        <Button
          look="danger"
          disabled={remove.isPending}
          onClick={() => remove.mutate(settings.id, { onSuccess: gone })}
        >
          {t`Remove address`}
        </Button>
      </div>
    </Dialog>
  );
}
