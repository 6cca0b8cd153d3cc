/** Other names of an address: chips to remove, one field to add. */
import { useLingui } from "@lingui/react/macro";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { Button, IconButton } from "../../ui/Button.tsx";
import { TextInput } from "../../ui/forms.ts";
import css from "./admin.module.css";

interface Props {
  value: readonly string[];
  onChange: (aliases: string[]) => void;
}

export function Aliases({ value, onChange }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const wish = text.trim().toLowerCase();
  const complete = /^[^@\s]+@[^@\s]+$/.test(wish);
  const add = () => {
    if (!complete) return;
    if (!value.includes(wish)) onChange([...value, wish]);
    setText("");
  };
  return (
    <>
      {value.length > 0 && (
        <ul className={css.aliases}>
          {value.map((alias) => (
            <li key={alias}>
              {alias}
              <IconButton
                label={t`Remove ${alias}`}
                onClick={() => onChange(value.filter((one) => one !== alias))}
              >
                <IconX size={14} stroke={1.75} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <div className={css.inline}>
        <TextInput
          aria-label={t`Another name of this address`}
          placeholder="hilfe@acme.example"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault(); // Enter adds the name; it does not save the whole form
            add();
          }}
        />
        <Button icon={<IconPlus size={16} />} disabled={!complete} onClick={add}>
          {t({ message: "Add", context: "alias" })}
        </Button>
      </div>
    </>
  );
}
