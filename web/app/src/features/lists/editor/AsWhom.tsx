/** As whom the mail is looked at: a stranger, or a subscriber found by name or address. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { Select } from "../../../ui/forms.ts";
import { useSomebody } from "./remote.ts";
import css from "./preview.module.css";

interface Props {
  list: string;
  recipient: string;
  onRecipient: (address: string) => void;
}

export function AsWhom({ list, recipient, onRecipient }: Props) {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const found = useSomebody(list, typed === recipient ? "" : typed);
  const people = new Map(
    (found.data ?? []).map(({ address, name }) => [
      address,
      name ? `${name} · ${address}` : address,
    ]),
  );
  if (recipient && !people.has(recipient)) people.set(recipient, recipient);
  return (
    <Select
      className={css.whom}
      size="xs"
      searchable
      clearable
      aria-label={t`As whom`}
      placeholder={t`As somebody we know nothing of`}
      nothingFoundMessage={t`Nobody like this`}
      value={recipient || null}
      data={[...people].map(([value, label]) => ({ value, label }))}
      filter={({ options }) => options}
      onSearchChange={(text) => setTyped(text.split(" · ").at(-1) ?? "")}
      onChange={(address) => onRecipient(address ?? "")}
    />
  );
}
