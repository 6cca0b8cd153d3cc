/** The sign-up form as HTML for another site, as the server writes it. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { part } from "../../../api/client.ts";
import { Button } from "../../../ui/Button.tsx";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import css from "./settings.module.css";

export function Snippet({ address }: { address: string }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const found = useQuery({
    queryKey: ["list-settings", "snippet", address],
    queryFn: () => asked(address),
    enabled: open,
    retry: false,
  });
  if (!open) return <Button onClick={() => setOpen(true)}>{t`A form for your own site`}</Button>;
  if (found.error)
    return <p className={css.line}>{t`The form could not be fetched. Try again in a moment.`}</p>;
  return (
    <div>
      <p className={css.label}>
        {t`A form for your own site`}
        {found.data && <CopyButton text={found.data} label={t`Copy the form`} />}
      </p>
      <textarea
        className={css.snippet}
        readOnly
        rows={8}
        spellCheck={false}
        aria-label={t`A form for your own site`}
        value={found.data ?? ""}
        onFocus={(event) => event.currentTarget.select()}
      />
    </div>
  );
}

/** It stands on a public page of the server, in a field of its own. */
async function asked(address: string): Promise<string> {
  const answer = await fetch(`/l/${part(address)}/embed`, { credentials: "omit" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const snippet = page.querySelector("textarea")?.value;
  if (!answer.ok || !snippet) throw new Error("no form");
  return snippet;
}
