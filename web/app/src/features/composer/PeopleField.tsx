/** People to write to: names as chips, completion from those we know. */
import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { useLingui } from "@lingui/react/macro";
import { IconX } from "@tabler/icons-react";
import { api } from "../../api/client.ts";
import type { Page, Person } from "../../api/types.ts";
import { called } from "../../lib/format.ts";
import css from "./Composer.module.css";

interface Props {
  label: string;
  people: Person[];
  onChange: (people: Person[]) => void;
  autoFocus?: boolean;
}

export function PeopleField({ label, people, onChange, autoFocus }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const known = useQuery({
    queryKey: ["contacts", text],
    queryFn: () => api.get<Page<Person>>("/contacts", { q: text }),
    enabled: text.trim().length > 1,
  }).data?.items.slice(0, 6);
  const add = (person: Person) => {
    setText("");
    if (!people.some((one) => one.address === person.address)) onChange([...people, person]);
  };
  const finish = () => {
    const typed = asPerson(text);
    if (typed) add(typed);
  };
  return (
    <div className={css.field}>
      <span className={css.fieldName}>{label}</span>
      <div className={css.people}>
        {people.map((one) => (
          <span key={one.address} className={css.person} title={one.address}>
            {called(one)}
            <button
              type="button"
              aria-label={t`Take out ${called(one)}`}
              onClick={() => onChange(people.filter((other) => other !== one))}
            >
              <IconX size={13} stroke={2} />
            </button>
          </span>
        ))}
        <input
          aria-label={label}
          value={text}
          autoFocus={autoFocus}
          autoComplete="off"
          inputMode="email"
          onChange={(event) => setText(event.target.value)}
          onBlur={finish}
          onKeyDown={(event) => {
            if (["Enter", ",", ";", "Tab"].includes(event.key) && text.trim()) {
              const first = known?.[0];
              if (event.key !== "Tab") event.preventDefault();
              if (asPerson(text)) finish();
              else if (first) add(first);
            }
            if (event.key === "Backspace" && !text) onChange(people.slice(0, -1));
          }}
        />
      </div>
      {known && known.length > 0 && text.trim() && (
        <ul className={css.known}>
          {known.map((one) => (
            <li key={one.address}>
              <button
                type="button"
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => add(one)}
              >
                <b>{called(one)}</b> <span>{one.address}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** "jana@x.example" or "Jana Weiß <jana@x.example>"; the server has the last word. */
export function asPerson(text: string): Person | null {
  const named = /^\s*"?([^"<]*?)"?\s*<([^<>\s]+@[^<>\s]+)>\s*$/.exec(text);
  if (named) return { name: named[1] ?? "", address: named[2] ?? "" };
  const bare = /^\s*([^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)\s*$/.exec(text);
  return bare ? { name: "", address: bare[1] ?? "" } : null;
}
