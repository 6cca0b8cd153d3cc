/** The words of a mail; quotes and signature behind a button. */
import { useState } from "react";
import { useLingui } from "@lingui/react/macro";
import { IconChevronRight } from "@tabler/icons-react";
import type { Message } from "../../api/types.ts";
import { cx } from "../../lib/cx.ts";
import { links, reflow } from "../../lib/reflow.ts";
import css from "./Thread.module.css";

export function TextMail({ message }: { message: Message }) {
  const { t } = useLingui();
  const [all, setAll] = useState(false);
  const quoted = /^>/m.test(message.folded);
  return (
    <>
      <Words text={reflow(message.visible)} />
      {message.folded.trim() !== "" && (
        <button
          type="button"
          className={css.quoteButton}
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          <IconChevronRight size={14} stroke={1.75} className={cx(all && css.turned)} />
          {quoted ? t`Quoted mail` : t`Signature`}
        </button>
      )}
      {all && (
        <div className={css.quoted}>
          <Words text={message.folded} />
        </div>
      )}
    </>
  );
}

function Words({ text }: { text: string }) {
  return (
    <div className={css.words}>
      {text
        .trim()
        .split(/\n{2,}/)
        .map((paragraph, n) => (
          <p key={n}>
            {links(paragraph).map((part, at) =>
              part.href ? (
                <a key={at} href={part.href} target="_blank" rel="noopener noreferrer">
                  {part.text}
                </a>
              ) : (
                part.text
              ),
            )}
          </p>
        ))}
    </div>
  );
}
