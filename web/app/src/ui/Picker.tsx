/** A field and a list below: type to narrow, arrows and Enter to choose. */
import { useEffect, useState, type KeyboardEvent, type ReactNode } from "react";
import { useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import { cx } from "../lib/cx.ts";
import { useStore } from "../lib/store.ts";
import { typedAhead } from "../lib/typedAhead.ts";
import css from "./Picker.module.css";

export interface Choice {
  id: string;
  name: string;
  icon?: ReactNode;
  end?: ReactNode;
  group?: string;
  chosen?: boolean;
  run: () => void;
}

interface Props {
  label: string;
  choices: (typed: string) => Choice[];
  onClose: () => void;
  /** Stays open after a choice: several can be chosen. */
  many?: boolean;
  /** Told what is typed, for choices that have to be asked for. */
  onTyped?: (text: string) => void;
  /** What to type, where it is not the label. */
  hint?: string;
  /** Below the choices. */
  foot?: ReactNode;
}

export function Picker({ label, choices, onClose, many, onTyped, hint, foot }: Props) {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const shown = choices(typed);
  const index = Math.min(at, shown.length - 1);
  const choose = (choice: Choice | undefined) => {
    if (!choice) return;
    if (!many) onClose();
    choice.run();
  };
  const write = (text: string) => {
    setTyped(text);
    onTyped?.(text);
    setAt(0);
  };
  const ahead = useStore(typedAhead);
  useEffect(() => {
    if (!ahead) return;
    typedAhead.set("");
    write(typed + ahead);
  });
  const keys = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by) {
      event.preventDefault();
      setAt((index + by + shown.length) % Math.max(1, shown.length));
    }
    if (event.key === "Enter") {
      event.preventDefault();
      choose(shown[index]);
    }
  };
  return (
    <Modal.Root opened onClose={onClose} size={560} yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label={label}>
        <input
          className={css.field}
          data-autofocus
          value={typed}
          placeholder={hint ?? label}
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls="choices"
          aria-activedescendant={shown[index] ? `choice-${shown[index].id}` : undefined}
          onChange={(event) => write(event.target.value)}
          onKeyDown={keys}
        />
        <ul className={css.list} id="choices" role="listbox" aria-label={label}>
          {shown.map((choice, n) => (
            <li key={choice.id} role="presentation">
              {choice.group && choice.group !== shown[n - 1]?.group && (
                <p className={css.group}>{choice.group}</p>
              )}
              <button
                type="button"
                role="option"
                id={`choice-${choice.id}`}
                tabIndex={-1}
                aria-selected={choice.chosen ?? n === index}
                ref={(node) => {
                  if (n === index) node?.scrollIntoView({ block: "nearest" });
                }}
                className={cx(css.choice, n === index && css.here)}
                onPointerMove={() => setAt(n)}
                onClick={() => choose(choice)}
              >
                <span className={css.icon}>{choice.icon}</span>
                <span className={css.name}>{choice.name}</span>
                {choice.end && <span className={css.end}>{choice.end}</span>}
              </button>
            </li>
          ))}
          {!shown.length && <li className={css.none}>{t`Nothing fits.`}</li>}
        </ul>
        {foot && <footer className={css.foot}>{foot}</footer>}
      </Modal.Content>
    </Modal.Root>
  );
}
