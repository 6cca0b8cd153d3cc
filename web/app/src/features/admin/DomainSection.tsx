/** One domain: how it is used, its DNS records to set, each with a button that copies it. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { shownAddress } from "../../lib/format.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProblemBox, Section } from "../../ui/page/Page.tsx";
import { DomainChecks } from "./DomainChecks.tsx";
import { useRemoveDomain } from "./remote.ts";
import type { Domain } from "./types.ts";
import css from "./admin.module.css";

const KIND_WORDS: Record<Domain["kind"], MessageDescriptor> = {
  split: msg`Group addresses live here; the mailboxes of people are elsewhere. Let the server of those mailboxes forward the group addresses to this one.`,
  full: msg`All mail of this domain lives here.`,
};

export function DomainSection({ domain }: { domain: Domain }) {
  const { t, i18n } = useLingui();
  const remove = useRemoveDomain();
  const [asked, setAsked] = useState(false);
  return (
    <Section
      title={shownAddress(domain.name)}
      hint={i18n._(KIND_WORDS[domain.kind])}
      actions={
        <IconButton
          label={t`Remove ${domain.name}`}
          disabled={remove.isPending}
          onClick={() => setAsked(true)}
        >
          <IconTrash size={18} stroke={1.5} />
        </IconButton>
      }
    >
      {remove.error && <ProblemBox error={remove.error} />}
      {asked && (
        <RemoveDialog
          name={domain.name}
          onClose={() => setAsked(false)}
          onRemove={() => {
            setAsked(false);
            remove.mutate(domain.id);
          }}
        />
      )}
      <DomainChecks domain={domain} />
    </Section>
  );
}

interface RemoveProps {
  name: string;
  onClose: () => void;
  onRemove: () => void;
}

/** Asked first, because the keys of a domain do not come back. */
function RemoveDialog({ name, onClose, onRemove }: RemoveProps) {
  const { t } = useLingui();
  return (
    <Dialog open title={t`Remove ${name}?`} onClose={onClose}>
      <p className={css.lead}>
        {t`Its signing keys are deleted with it. If you add the domain again, it gets new ones and its DNS records change.`}
      </p>
      <div className={css.dialogFoot}>
        <Button onClick={onClose} data-autofocus>
          {t`Keep it`}
        </Button>
        <Button look="danger" onClick={onRemove}>
          {t`Remove domain`}
        </Button>
      </div>
    </Dialog>
  );
}
