/** The menu of variables: one is put where the cursor last was. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconBraces } from "@tabler/icons-react";
import { Button } from "../../../ui/Button.tsx";
import { TextInput } from "../../../ui/forms.ts";
import { LatePopover } from "../../../ui/Late.tsx";
import { useAttributes } from "../remote.ts";
import { variables, written, type Variable } from "./variables.ts";
import css from "./editor.module.css";

interface Props {
  list: string;
  onPut: (words: string) => void;
}

export function Variables({ list, onPut }: Props) {
  const { t } = useLingui();
  const [round, setRound] = useState(0);
  return (
    <LatePopover
      key={round}
      position="bottom-end"
      width={300}
      button={
        <Button look="plain" icon={<IconBraces size={18} stroke={1.5} />}>{t`Variable`}</Button>
      }
    >
      {() => (
        <Choice
          list={list}
          onPut={(words) => {
            setRound(round + 1); // closes it
            onPut(words);
          }}
        />
      )}
    </LatePopover>
  );
}

function Choice({ list, onPut }: Props) {
  const { t, i18n } = useLingui();
  const all = variables(useAttributes(list).data ?? []);
  const [chosen, setChosen] = useState<Variable | null>(null);
  const [fallback, setFallback] = useState("");
  const name = (one: Variable) => (typeof one.label === "string" ? one.label : i18n._(one.label));
  if (!chosen)
    return (
      <ul className={css.variables} aria-label={t`Variables`}>
        {all.map((one, n) => (
          <li key={one.name}>
            <button
              type="button"
              data-autofocus={n === 0 || undefined}
              onClick={() => (one.fallback ? setChosen(one) : onPut(written(one.name, "")))}
            >
              <span>{name(one)}</span>
              <code>{one.name}</code>
            </button>
          </li>
        ))}
      </ul>
    );
  return (
    <form
      className={css.linkForm}
      onSubmit={(event) => {
        event.preventDefault();
        onPut(written(chosen.name, fallback));
      }}
    >
      <TextInput
        label={t`${name(chosen)}, and where it is missing`}
        description={t`What stands there for those of whom we do not know it.`}
        value={fallback}
        autoFocus
        onChange={(event) => setFallback(event.currentTarget.value)}
      />
      <Button type="submit" look="filled">{t`Put it in`}</Button>
    </form>
  );
}
