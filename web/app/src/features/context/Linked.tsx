/** Conversations that have to do with this one, were merged into it, or hold the same mail. */
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { IconArrowMerge, IconCopy, IconPlus, IconX } from "@tabler/icons-react";
import type { Detail } from "../../api/types.ts";
import { overlay } from "../../commands/scene.ts";
import { local } from "../../lib/format.ts";
import { unlink } from "../../sync/ordering.ts";
import css from "./Context.module.css";

export function Linked({ detail }: { detail: Detail }) {
  const { t } = useLingui();
  const { links, merged, twins } = detail;
  if (!links.length && !merged.length && !twins.length) return null;
  return (
    <section className={css.section}>
      <h2>
        {t`Belongs together`}
        <button type="button" aria-label={t`Link with …`} onClick={() => overlay.set("link")}>
          <IconPlus size={16} stroke={1.75} />
        </button>
      </h2>
      {links.map((one) => (
        <div key={one.id} className={css.line}>
          <To id={one.id} text={one.subject || t`(no subject)`} />
          <button
            type="button"
            className={css.small}
            aria-label={t`Take the link to ${one.subject} away`}
            onClick={() => void unlink(detail.id, one.id)}
          >
            <IconX size={15} stroke={1.75} />
          </button>
        </div>
      ))}
      {twins.map((one) => (
        <div key={one.id} className={css.line}>
          <IconCopy size={16} stroke={1.5} aria-hidden />
          <To id={one.id} text={t`The same mail at ${local(one.address)}@`} />
        </div>
      ))}
      {merged.map((one) => (
        <div key={one.id} className={css.line} title={t`Merged into this one`}>
          <IconArrowMerge size={16} stroke={1.5} aria-hidden />
          <span>{one.subject || t`(no subject)`}</span>
        </div>
      ))}
    </section>
  );
}

function To({ id, text }: { id: string; text: string }) {
  return (
    <Link
      className={css.to}
      to="/mail/$box/$view/{-$id}"
      params={{ box: "all", view: "all", id }}
      title={text}
    >
      {text}
    </Link>
  );
}
