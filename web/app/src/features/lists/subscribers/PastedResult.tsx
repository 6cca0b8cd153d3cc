/** What adding a pasted text would do: who is new, who is there, what was probably meant, what fails. */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import {
  IconAlertTriangle,
  IconBulb,
  IconCheck,
  IconClipboardText,
  IconMinus,
  IconUserOff,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { shownAddress } from "../../../lib/format.ts";
import { Empty } from "../../../ui/Empty.tsx";
import type { Added, Pasted } from "../types.ts";
import { mends, type Mend } from "./mending.ts";
import { REFUSED, STATES } from "./words.ts";
import css from "./paste.module.css";

const SHOWN = 100;

interface Props {
  pasted: Pasted | undefined;
  /** Refused in the adding itself. */
  refused: Added["refused"];
  onTake: (some: readonly Mend[]) => void;
}

export function PastedResult({ pasted, refused, onTake }: Props) {
  const { t, i18n } = useLingui();
  if (!pasted)
    return (
      <div className={css.result}>
        <Empty icon={<IconClipboardText size={32} stroke={1.2} />} title={t`Nothing pasted yet`}>
          {t`Who would be added, who is there already and what looks mistyped is shown here while you type. Nothing changes before you press the button.`}
        </Empty>
      </div>
    );
  const why = (reason: string) => i18n._(REFUSED[reason] ?? { id: reason });
  const of = (...states: string[]) => pasted.valid.filter(({ state }) => states.includes(state));
  const fresh = of("new", "removed");
  const away = of("unsubscribed", "bouncing");
  const present = of("present");
  const wrong = [
    ...pasted.invalid.map(({ line, text, reason }) => ({
      key: `${String(line)} ${text}`,
      text: line > 0 ? t`Line ${line}: ${text}` : text,
      why: why(reason),
    })),
    ...refused.map(({ address, reason }) => ({
      key: address,
      text: shownAddress(address),
      why: why(reason),
    })),
  ];
  const person = ({ address, name }: { address: string; name: string }, n: number) => ({
    key: `${address} ${String(n)}`,
    text: shownAddress(address),
    why: name,
  });
  return (
    <div
      className={css.result}
      aria-live="polite"
      role="region"
      aria-label={t`What adding would do`}
    >
      <Meant all={mends(pasted)} onTake={onTake} />
      <Group
        look="wrong"
        sign={<IconAlertTriangle {...ICON} />}
        title={plural(wrong.length, { one: "# cannot be added", other: "# cannot be added" })}
        lines={wrong}
      />
      <Group
        look="new"
        sign={<IconCheck {...ICON} />}
        title={plural(fresh.length, { one: "# is new", other: "# are new" })}
        lines={fresh.map(person)}
      />
      <Group
        look="quiet"
        sign={<IconUserOff {...ICON} />}
        title={plural(away.length, {
          one: "# does not want or get mails, and stays as it is",
          other: "# do not want or get mails, and stay as they are",
        })}
        lines={away.map((one, n) => ({
          ...person(one, n),
          why: i18n._(STATES[one.state as "bouncing"].name),
        }))}
      />
      <Group
        look="quiet"
        sign={<IconMinus {...ICON} />}
        title={plural(present.length, {
          one: "# is a subscriber already",
          other: "# are subscribers already",
        })}
        lines={present.map(person)}
      />
      <Group
        look="quiet"
        sign={<IconMinus {...ICON} />}
        title={plural(pasted.twice.length, {
          one: "# stands there twice, and counts once",
          other: "# stand there twice, and count once",
        })}
        lines={pasted.twice.map(person)}
      />
    </div>
  );
}

const ICON = { size: 16, stroke: 1.75, "aria-hidden": true } as const;

function Meant({ all, onTake }: { all: readonly Mend[]; onTake: Props["onTake"] }) {
  const { t } = useLingui();
  if (all.length === 0) return null;
  return (
    <section className={css.meant}>
      <h3>
        <IconBulb {...ICON} />
        {plural(all.length, { one: "# looks mistyped", other: "# look mistyped" })}
        {all.length > 1 && (
          <button type="button" className={css.take} onClick={() => onTake(all)}>
            {t`Take all`}
          </button>
        )}
      </h3>
      <ul>
        {all.slice(0, SHOWN).map((one) => (
          <li key={`${String(one.line)} ${one.from}`}>
            <span>
              <s>{one.from}</s> → <b>{one.to}</b>?
            </span>
            <button
              type="button"
              className={css.take}
              aria-label={t`Take it: ${one.to} instead of ${one.from}`}
              onClick={() => onTake([one])}
            >
              {t`Take it`}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface GroupProps {
  look: "wrong" | "new" | "quiet";
  sign: ReactNode;
  title: string;
  lines: readonly { key: string; text: string; why: string }[];
}

function Group({ look, sign, title, lines }: GroupProps) {
  if (lines.length === 0) return null;
  const hidden = lines.length - SHOWN;
  return (
    <details open={look === "wrong" || (look === "new" && lines.length <= 12)}>
      <summary className={css[look]}>
        {sign}
        {title}
      </summary>
      <ul>
        {lines.slice(0, SHOWN).map((line) => (
          <li key={line.key}>
            <span>{line.text}</span>
            <small>{line.why}</small>
          </li>
        ))}
        {hidden > 0 && <li>{plural(hidden, { one: "and # more", other: "and # more" })}</li>}
      </ul>
    </details>
  );
}
